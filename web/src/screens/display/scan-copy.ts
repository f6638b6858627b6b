import { answerOf, api } from '../../lib/api/client.ts';
import { ConnectionLost, Problem } from '../../lib/api/problem.ts';
import type { Block, BlockKind, Copy, Patron } from '../../lib/api/types.ts';
import { worksFor, type Person } from '../../lib/session/person.ts';
import { blockCopy, readCopy } from './block-copy.ts';
import type { Blocked, WantedBlocks } from './wanted-blocks.ts';

/** For what is scanned: the activity, its card, where, by whom and with which blocks. */
export interface Setting extends WantedBlocks {
  readonly card: Patron;
  readonly branchId: string;
  readonly person: Person;
}

/** What became of a scan: each step that was made, and what stopped the rest. */
export interface ScanOutcome {
  /** The copy as it was before. */
  readonly copy: Copy;
  readonly place: 'on-card' | 'already-on-card' | 'reserved' | 'already-reserved' | 'nowhere';
  /** The blocks that are on it now for the activity. */
  readonly blocks: readonly BlockKind[];
  /** Blocks that were on it already and stay as they are, though others were asked for. */
  readonly kept?: readonly Block[];
  /** Whether this person may not block it, and whether blocking waits until it is here. */
  readonly unblocked?: 'not-ours' | 'later';
  /** Why something that was to happen did not. */
  readonly problem?: unknown;
}

/** Refusals that say that the copy can be had another time. */
const NOT_NOW: readonly string[] = ['copy-on-loan', 'copy-on-special-card', 'copy-reserved'];

/**
 * Puts a copy on the card and blocks it for the activity, or reserves it for the card (rules R4,
 * S1). A lost connection is thrown: then all of it is done again, and every call answers as it did.
 * Throws where there is no such copy.
 */
export async function scanCopy(setting: Setting, code: string, id: string): Promise<ScanOutcome> {
  const copy = await readCopy(code);
  if (!worksFor(setting.person, copy.branchId)) return reserveOnly(setting, copy, id);
  // A block would stop the reservation of a copy that comes from elsewhere; for an own display it
  // does not (rule R4).
  return copy.branchId === setting.card.branchId
    ? blockFirst(setting, copy, id)
    : lendFirst(setting, copy, id);
}

async function blockFirst(setting: Setting, copy: Copy, id: string): Promise<ScanOutcome> {
  const isGone = copy.status === 'missing' || copy.status === 'withdrawn';
  const blocked = isGone ? { blocks: [] } : await withProblem(blockCopy(setting, copy));
  if ('problem' in blocked) return { copy, place: 'nowhere', ...blocked };
  const lent = await lend(setting, copy, id);
  return { copy, ...blocked, ...(lent ?? (await reserve(setting, copy, id))) };
}

/**
 * A copy of another branch is not blocked; what has come for the card since it was reserved goes on
 * it.
 */
async function reserveOnly(setting: Setting, copy: Copy, id: string): Promise<ScanOutcome> {
  const reserved = await reserve(setting, copy, id);
  const hasCome = copy.status === 'reservation-shelf' || copy.status === 'in-transit';
  const isForCard = reserved.place === 'already-reserved' && hasCome;
  const lent = isForCard ? await lend(setting, copy, id) : undefined;
  return { copy, blocks: [], unblocked: 'not-ours', ...(lent ?? reserved) };
}

async function lendFirst(setting: Setting, copy: Copy, id: string): Promise<ScanOutcome> {
  const lent = await lend(setting, copy, id);
  if (lent === undefined) {
    return { copy, blocks: [], unblocked: 'later', ...(await reserve(setting, copy, id)) };
  }
  if (lent.place === 'nowhere') return { copy, blocks: [], ...lent };
  // Lending it has changed it.
  const changed = readCopy(copy.copyId).then((now) => blockCopy(setting, now));
  return { copy, ...lent, ...(await withProblem(changed)) };
}

type Placed = Pick<ScanOutcome, 'place' | 'problem'>;

/** What a call that failed leaves; a lost connection goes on to whoever tries again. */
function stopped(problem: unknown): unknown {
  if (problem instanceof ConnectionLost) throw problem;
  return problem;
}

/** What could not even be read has not been blocked; the rest of the scan stands. */
async function withProblem(blocking: Promise<Blocked>): Promise<Blocked> {
  try {
    return await blocking;
  } catch (error) {
    return { blocks: [], kept: [], problem: stopped(error) };
  }
}

/** Checks it out to the card; nothing where it cannot be had now. */
async function lend(
  { card: { patronId }, branchId }: Setting,
  { copyId, loan }: Copy,
  id: string,
): Promise<Placed | undefined> {
  try {
    const params = { header: { 'Idempotency-Key': `${id}-loan` } };
    await answerOf(api.POST('/api/loans', { params, body: { copyId, patronId, branchId } }));
    return { place: 'on-card' };
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 409)
      return { place: 'nowhere', problem: stopped(error) };
    if (loan?.patronId === patronId) return { place: 'already-on-card' };
    const isForLater =
      error.reasons.length > 0 && error.reasons.every((reason) => NOT_NOW.includes(reason.code));
    return isForLater ? undefined : { place: 'nowhere', problem: error };
  }
}

async function reserve({ card }: Setting, { copyId, loan }: Copy, id: string): Promise<Placed> {
  try {
    const params = { header: { 'Idempotency-Key': `${id}-reservation` } };
    const body = { copyId, patronId: card.patronId, pickupBranchId: card.branchId };
    await answerOf(api.POST('/api/reservations', { params, body }));
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
