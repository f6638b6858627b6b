import { answerOf, api, ifMatch } from '../../lib/api/client.ts';
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
export async function perform(action: FlagAction, flag: Flag, copy: Copy): Promise<Copy> {
  if (action === 'lift') return lift(flag, copy);
  if (action === 'block') return setByRule(flag, copy);
  await answerOf(api.POST('/api/flags/{id}/keep', { params: { path: { id: flag.id } } }));
  return copy;
}

async function lift(flag: Flag, copy: Copy): Promise<Copy> {
  const params = {
    path: { copyId: copy.copyId },
    header: ifMatch(copy.version),
    query: flag.activityId === undefined ? {} : { activityId: flag.activityId },
  };
  const call =
    blockOf(flag) === 'loan'
      ? api.DELETE('/api/copies/{copyId}/blocks/loan', { params })
      : api.DELETE('/api/copies/{copyId}/blocks/reservation', { params });
  try {
    return (await answerOf(call)).copy;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return copy;
    throw error;
  }
}

async function setByRule({ rule }: Flag, copy: Copy): Promise<Copy> {
  if (rule === undefined) return copy;
  const { code, activityId } = rule;
  const params = { path: { copyId: copy.copyId }, header: ifMatch(copy.version) };
  const body = defined({ code, activityId });
  return (await answerOf(api.PUT('/api/copies/{copyId}/blocks/reservation', { params, body }))).copy;
}

/** The block that a flag for a block without an end is about. */
export const endlessOf = (flag: Flag, { blocks }: Copy): Block | undefined =>
  blocks.find(
    ({ kind, activityId, source }) =>
      kind === blockOf(flag) && activityId === undefined && source.type !== 'rule',
  );

/** Restores a lifted block without an end. Throws when the copy has changed since. */
export async function setAgain(lifted: Copy, { kind, code = 8, reason }: Block): Promise<void> {
  const params = { path: { copyId: lifted.copyId }, header: ifMatch(lifted.version) };
  const why = reason === undefined ? {} : { reason };
  await (kind === 'loan'
    ? answerOf(api.PUT('/api/copies/{copyId}/blocks/loan', { params, body: why }))
    : answerOf(api.PUT('/api/copies/{copyId}/blocks/reservation', { params, body: { code, ...why } })));
}
