import { answerOf, api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import type { Block, BlockKind, Flag } from '../../api/types.ts';

/** What can be done about a flag: lift the block, keep it, or set what the rule asks for. */
export type Act = 'lift' | 'keep' | 'block';

/** What can be done here about a kind of flag, the most likely first. A copy on a special card has to be checked in. */
export const ACTS: Readonly<Record<Flag['kind'], readonly Act[]>> = {
  'reservation-block-left-on': ['lift'],
  'loan-block-left-on': ['lift'],
  'special-card-not-checked-in': [],
  'rule-not-applied': ['block'],
  'block-without-end': ['lift', 'keep'],
};

/** The kind of block that a flag is about. */
const blockOf = ({ kind, block }: Flag): BlockKind =>
  block ?? (kind === 'loan-block-left-on' ? 'loan' : 'reservation');

/** Does it. A block that somebody has lifted already is lifted. */
export async function perform(act: Act, flag: Flag): Promise<void> {
  if (act === 'keep') {
    await answerOf(api.POST('/api/flags/{id}/keep', { params: { path: { id: flag.id } } }));
  } else if (act === 'lift') {
    await lift(flag).catch((error: unknown) => {
      if (!(error instanceof Problem && error.status === 404)) throw error;
    });
  } else {
    await setByRule(flag);
  }
}

async function lift(flag: Flag): Promise<void> {
  const { copyId, activityId } = flag;
  const params = { path: { copyId }, query: activityId === undefined ? {} : { activityId } };
  await answerOf(
    blockOf(flag) === 'loan'
      ? api.DELETE('/api/copies/{copyId}/blocks/loan', { params })
      : api.DELETE('/api/copies/{copyId}/blocks/reservation', { params }),
  );
}

async function setByRule({ copyId, rule }: Flag): Promise<void> {
  if (rule === undefined) return;
  const body = { code: rule.code, ...(rule.activityId !== undefined && { activityId: rule.activityId }) };
  await answerOf(api.PUT('/api/copies/{copyId}/blocks/reservation', { params: { path: { copyId } }, body }));
}

/** The block without an end that a flag is about, among those of its copy. */
export const endlessOf = (flag: Flag, blocks: readonly Block[]): Block | undefined =>
  blocks.find(
    ({ kind, activityId, source }) =>
      kind === blockOf(flag) && activityId === undefined && source.type !== 'rule',
  );

/** Sets a block again that has just been lifted. */
export async function setAgain(copyId: string, { kind, code, reason }: Block): Promise<void> {
  const params = { path: { copyId } };
  const why = reason === undefined ? {} : { reason };
  if (kind === 'loan') await answerOf(api.PUT('/api/copies/{copyId}/blocks/loan', { params, body: why }));
  else
    await answerOf(
      api.PUT('/api/copies/{copyId}/blocks/reservation', { params, body: { code: code ?? 8, ...why } }),
    );
}
