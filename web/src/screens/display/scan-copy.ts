import type { Act } from '../../lib/api/act.ts';
import { answerOf } from '../../lib/api/client.ts';
import { ConnectionLost, Problem } from '../../lib/api/problem.ts';
import type { Block, BlockKind, CheckOut, Copy, Patron } from '../../lib/api/types.ts';
import { worksFor, type Person } from '../../lib/session/person.ts';
import { blockCopy, readCopy } from './block-copy.ts';
import type { Blocked, WantedBlocks } from './wanted-blocks.ts';

/** The context of a scan: activity, card, branch, user and blocks. */
export interface Setting extends WantedBlocks {
  readonly card: Patron;
  readonly branchId: string;
  readonly person: Person;
}

/** The result of a scan: the steps that were made, and what stopped the others. */
export interface ScanOutcome {
  /** The copy before the scan. */
  readonly copy: Copy;
  readonly place: 'on-card' | 'already-on-card' | 'reserved' | 'already-reserved' | 'nowhere';
  /** The answer of the check-out, when the scan made a loan. */
  readonly loan?: CheckOut;
  /** The kinds of block that it now has for the activity. */
  readonly blocks: readonly BlockKind[];
  /** Existing blocks that stay, although the options ask for other ones. */
  readonly kept?: readonly Block[];
  /**
   * `not-ours`: only the copy's branch may block it. `later`: it is blocked when it has arrived.
   */
  readonly unblocked?: 'not-ours' | 'later';
  /** The error that stopped a step. */
  readonly problem?: unknown;
}

/** Refusals of a loan that a reservation can wait for. */
const NOT_NOW: readonly string[] = ['copy-on-loan', 'copy-on-special-card', 'copy-reserved'];

/**
 * Checks a copy out to the card and blocks it for the activity, or reserves it for the card (rules
 * R4, S1). Throws for an unknown copy and for a lost connection; a retry by the same act repeats
 * all calls.
 */
export async function scanCopy(act: Act, setting: Setting, code: string): Promise<ScanOutcome> {
  const copy = await readCopy(code);
  if (!worksFor(setting.person, copy.branchId)) return reserveOnly(act, setting, copy);
  // A block would refuse the reservation of a copy from another branch, but not of an own copy for
  // a display (rule R4).
  return copy.branchId === setting.card.branchId
    ? blockFirst(act, setting, copy)
    : lendFirst(act, setting, copy);
}

async function blockFirst(act: Act, setting: Setting, copy: Copy): Promise<ScanOutcome> {
  const isGone = copy.status === 'missing' || copy.status === 'withdrawn';
  const blocked = isGone ? { blocks: [] } : await withProblem(blockCopy(act, setting, copy));
  if ('problem' in blocked) return { copy, place: 'nowhere', ...blocked };
  const lent = await lend(act, setting, copy);
  return { copy, ...blocked, ...(lent ?? (await reserve(act, setting, copy))) };
}

/**
 * Does not block a copy of another branch. One that has arrived for the card since is checked out
 * to it.
 */
async function reserveOnly(act: Act, setting: Setting, copy: Copy): Promise<ScanOutcome> {
  const reserved = await reserve(act, setting, copy);
  const hasCome = copy.status === 'reservation-shelf' || copy.status === 'in-transit';
  const isForCard = reserved.place === 'already-reserved' && hasCome;
  const lent = isForCard ? await lend(act, setting, copy) : undefined;
  return { copy, blocks: [], unblocked: 'not-ours', ...(lent ?? reserved) };
}

async function lendFirst(act: Act, setting: Setting, copy: Copy): Promise<ScanOutcome> {
  const lent = await lend(act, setting, copy);
  if (lent === undefined) {
    return { copy, blocks: [], unblocked: 'later', ...(await reserve(act, setting, copy)) };
  }
  if (lent.place === 'nowhere') return { copy, blocks: [], ...lent };
  // The loan has changed the copy's version.
  const changed = readCopy(copy.copyId).then((now) => blockCopy(act, setting, now));
  return { copy, ...lent, ...(await withProblem(changed)) };
}

type Placed = Pick<ScanOutcome, 'place' | 'loan' | 'problem'>;

/** The error that a step leaves; throws on for a lost connection, which the queue retries. */
function stopped(problem: unknown): unknown {
  if (problem instanceof ConnectionLost) throw problem;
  return problem;
}

/** An unread copy has no blocks; the other steps of the scan stand. */
async function withProblem(blocking: Promise<Blocked>): Promise<Blocked> {
  try {
    return await blocking;
  } catch (error) {
    return { blocks: [], kept: [], problem: stopped(error) };
  }
}

/** Checks the copy out to the card; undefined when it is not available now. */
async function lend(
  act: Act,
  { card: { patronId }, branchId }: Setting,
  { copyId, loan: before }: Copy,
): Promise<Placed | undefined> {
  try {
    const loan = await answerOf(act.POST('/api/loans', { body: { copyId, patronId, branchId } }));
    return { place: 'on-card', loan };
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 409)
      return { place: 'nowhere', problem: stopped(error) };
    if (before?.patronId === patronId) return { place: 'already-on-card' };
    const isForLater =
      error.reasons.length > 0 && error.reasons.every((reason) => NOT_NOW.includes(reason.code));
    return isForLater ? undefined : { place: 'nowhere', problem: error };
  }
}

async function reserve(act: Act, { card }: Setting, { copyId, loan }: Copy): Promise<Placed> {
  try {
    const body = { copyId, patronId: card.patronId, pickupBranchId: card.branchId };
    await answerOf(act.POST('/api/reservations', { body }));
    return { place: 'reserved' };
  } catch (error) {
    if (loan?.patronId === card.patronId && isOnly(error, 'already-on-loan'))
      return { place: 'already-on-card' };
    return isOnly(error, 'already-reserved')
      ? { place: 'already-reserved' }
      : { place: 'nowhere', problem: stopped(error) };
  }
}

const isOnly = (error: unknown, code: string): boolean =>
  error instanceof Problem &&
  error.reasons.length > 0 &&
  error.reasons.every((reason) => reason.code === code);
