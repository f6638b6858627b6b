/**
 * The copies of a title that are asked for, matched with those who wait (rule R8). The match is
 * stored on both sides: on the copy, and on the title reservation. It holds where both agree, so no
 * copy and no reservation is ever matched twice, whoever matches at the same time.
 */
import { isDeepStrictEqual } from 'node:util';
import { isOnShelf, type Copy } from '../../domain/copy.ts';
import type { Circumstances } from '../../domain/hold-rules.ts';
import { omit } from '../../domain/omit.ts';
import type { Patron } from '../../domain/patron.ts';
import { copiesToPull, type Pull } from '../../domain/pull-list.ts';
import { reachOf } from '../../domain/reach.ts';
import { isWaiting, type OpenReservation } from '../../domain/reservation.ts';
import { matchOf } from '../../domain/stored-match.ts';
import { changeCopy, loadCopies, loadCopyWithQueue } from '../../store/copies.ts';
import { loadPatrons } from '../../store/patrons.ts';
import { matchTo, unmatch } from '../../store/reservations.ts';
import { askedCopiesOf } from '../../store/serving-copies.ts';
import { loadAgreements } from '../../store/theme-agreements.ts';
import { loadQueueAfter, loadTitleWithHead, type QueuePart } from '../../store/titles.ts';
import type { RequestContext } from '../core/request-context.ts';

/** Those in line who are read besides one for each copy. */
const MORE = 20;

/** The reservations that copies are matched with, and the cards of these. */
interface Waiting {
  readonly own: readonly OpenReservation[];
  readonly line: QueuePart;
  readonly patrons: ReadonlyMap<string, Patron>;
}

/** The copies of a title that are asked for, these among them. */
const loadAsked = async (
  { table }: RequestContext,
  titleId: string,
  copyIds: readonly string[],
): Promise<readonly Copy[]> => {
  const asked = await askedCopiesOf(table, titleId);
  const copies = await loadCopies(table, [...new Set([...asked, ...copyIds])]);
  return [...copies.values()].filter((copy) => copy.titleId === titleId && copy.wanted && isOnShelf(copy));
};

const loadWaiting = async (
  { table }: RequestContext,
  titleId: string,
  copies: readonly Copy[],
): Promise<Waiting> => {
  const reserved = copies.filter(({ reservations }) => reservations > 0);
  const [head, ...queues] = await Promise.all([
    loadTitleWithHead(table, titleId, copies.length + MORE),
    ...reserved.map(({ copyId }) => loadCopyWithQueue(table, copyId)),
  ]);
  const own = queues.flatMap((found) => found?.queue ?? []);
  const line = head ?? { queue: [] };
  const patrons = await loadPatrons(table, patronIdsOf([...own, ...line.queue]));
  return { own, line, patrons };
};

/** The next part of the line, with the cards of those in it. Two requests. */
const readOn = async (
  { table }: RequestContext,
  titleId: string,
  { own, line, patrons }: Waiting,
  after: string,
): Promise<Waiting> => {
  const more = await loadQueueAfter(table, titleId, after, MORE);
  const cards = await loadPatrons(table, patronIdsOf(more.queue));
  const queue = [...line.queue, ...more.queue];
  return { own, line: { ...more, queue }, patrons: new Map([...patrons, ...cards]) };
};

const patronIdsOf = (reservations: readonly OpenReservation[]): readonly string[] => [
  ...new Set(reservations.map(({ patronId }) => patronId)),
];

/** Reads the line until each copy that can serve somebody in it does, or to its end. */
const findPulls = async (
  context: RequestContext,
  titleId: string,
  copies: readonly Copy[],
  circumstances: Omit<Circumstances, 'patrons'>,
): Promise<{ readonly pulls: readonly Pull[]; readonly waiting: Waiting }> => {
  for (let waiting = await loadWaiting(context, titleId, copies); ;) {
    const { own, line, patrons } = waiting;
    const pulls = copiesToPull(copies, [...own, ...line.queue], { ...circumstances, patrons });
    const pulled = new Set(pulls.map(({ copy }) => copy));
    const isDone = copies.every((copy) => pulled.has(copy) || reachOf(copy) === 'nobody');
    if (isDone || line.goesOnAfter === undefined) return { pulls, waiting };
    waiting = await readOn(context, titleId, waiting, line.goesOnAfter);
  }
};

/** Stores the match of a copy; whoever changes the copy meanwhile leaves it to be matched anew. */
const save = async (
  { table }: RequestContext,
  copy: Copy,
  after: Copy,
  reservation?: OpenReservation,
): Promise<void> => {
  const isTitle = reservation?.kind === 'title' && reservation.matchedCopyId !== copy.copyId;
  if (isTitle && !(await table.tryWrite(matchTo(reservation, copy.copyId)))) return;
  if (!isDeepStrictEqual(copy, after)) await table.tryWrite(changeCopy(copy, after));
};

/**
 * Matches the copies of a title that are asked for anew, these among them, and stores the match.
 * Copies that nobody waits for are not wanted any more. Answers what is to be fetched, at all
 * branches. Four requests for twenty copies and as many who wait, one for each copy with a queue of
 * its own, and one or two for each that is matched otherwise than before.
 */
export const matchTitle = async (
  context: RequestContext,
  titleId: string,
  copyIds: readonly string[],
): Promise<readonly Pull[]> => {
  const copies = await loadAsked(context, titleId, copyIds);
  if (copies.length === 0) return [];
  const { today } = context;
  const circumstances = { agreements: (await loadAgreements(context.table)).list, today };
  const { pulls, waiting } = await findPulls(context, titleId, copies, circumstances);
  const reservationFor = new Map(pulls.map(({ copy, reservation }) => [copy, reservation]));
  const isAwaited = ({ copyId }: Copy): boolean =>
    [...waiting.line.queue, ...waiting.own.filter((one) => one.copyId === copyId)].some((one) =>
      isWaiting(one, today),
    );
  const served = new Set(pulls.map(({ reservation }) => reservation));
  const unserved = waiting.line.queue.filter((one) => one.matchedCopyId !== undefined && !served.has(one));
  await Promise.all([
    ...unserved.map((reservation) => context.table.tryWrite(unmatch(reservation))),
    ...copies.map((copy) => {
      const reservation = reservationFor.get(copy);
      const after = isAwaited(copy)
        ? { ...copy, match: matchOf(copy, reservation, circumstances) }
        : { ...omit(copy, 'match'), wanted: false };
      return save(context, copy, after, reservation);
    }),
  ]);
  return pulls;
};
