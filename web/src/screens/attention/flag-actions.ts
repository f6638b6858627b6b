import type { Act } from '../../lib/api/act.ts';
import { answerOf, ifMatch } from '../../lib/api/client.ts';
import { Problem } from '../../lib/api/problem.ts';
import type { Block, BlockKind, Copy, Flag } from '../../lib/api/types.ts';
import { defined } from '../../lib/defined.ts';

/** The actions on a flag: lift the block, keep it, or set the block of the rule. */
export type FlagAction = 'lift' | 'keep' | 'block';

/**
 * The actions on each kind of flag, the most likely first. A copy on a special card has none: it
 * must be checked in.
 */
export const FLAG_ACTIONS: Readonly<Record<Flag['kind'], readonly FlagAction[]>> = {
  'reservation-block-left-on': ['lift'],
  'loan-block-left-on': ['lift'],
  'special-card-not-checked-in': [],
  'rule-not-applied': ['block'],
  'block-without-end': ['lift', 'keep'],
};

const blockOf = ({ kind, block }: Flag): BlockKind =>
  block ?? (kind === 'loan-block-left-on' ? 'loan' : 'reservation');

/**
 * Performs an action on the version of the copy that is shown, and returns the new version. Lifting
 * a block that is already gone succeeds; throws when the copy has changed otherwise.
 */
export async function perform(act: Act, action: FlagAction, flag: Flag, copy: Copy): Promise<Copy> {
  if (action === 'lift') return lift(act, flag, copy);
  if (action === 'block') return setByRule(act, flag, copy);
  await answerOf(act.POST('/api/flags/{id}/keep', { params: { path: { id: flag.id } } }));
  return copy;
}

async function lift(act: Act, flag: Flag, copy: Copy): Promise<Copy> {
  const params = {
    path: { copyId: copy.copyId },
    header: ifMatch(copy.version),
    query: flag.activityId === undefined ? {} : { activityId: flag.activityId },
  };
  const call =
    blockOf(flag) === 'loan'
      ? act.DELETE('/api/copies/{copyId}/blocks/loan', { params })
      : act.DELETE('/api/copies/{copyId}/blocks/reservation', { params });
  try {
    return (await answerOf(call)).copy;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return copy;
    throw error;
  }
}

async function setByRule(act: Act, { rule }: Flag, copy: Copy): Promise<Copy> {
  if (rule === undefined) return copy;
  const { code, activityId } = rule;
  const params = { path: { copyId: copy.copyId }, header: ifMatch(copy.version) };
  const body = defined({ code, activityId });
  return (await answerOf(act.PUT('/api/copies/{copyId}/blocks/reservation', { params, body }))).copy;
}

/** The block that a flag for a block without an end is about. */
export const endlessOf = (flag: Flag, { blocks }: Copy): Block | undefined =>
  blocks.find(
    ({ kind, activityId, source }) =>
      kind === blockOf(flag) && activityId === undefined && source.type !== 'rule',
  );

/** Restores a lifted block without an end. Throws when the copy has changed since. */
export async function setAgain(act: Act, lifted: Copy, { kind, code = 8, reason }: Block): Promise<void> {
  const params = { path: { copyId: lifted.copyId }, header: ifMatch(lifted.version) };
  const why = reason === undefined ? {} : { reason };
  await (kind === 'loan'
    ? answerOf(act.PUT('/api/copies/{copyId}/blocks/loan', { params, body: why }))
    : answerOf(act.PUT('/api/copies/{copyId}/blocks/reservation', { params, body: { code, ...why } })));
}
