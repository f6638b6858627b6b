/** What the match of a title is made of, as far as it is read (rule R8). */
import { isOnShelf, type Copy } from '../../domain/copy.ts';
import { mayServe, type Circumstances } from '../../domain/hold-rules.ts';
import { copiesToPull, type Pull } from '../../domain/pull-list.ts';
import { reachOf } from '../../domain/reach.ts';
import { isWaiting, type OpenReservation } from '../../domain/reservation.ts';
import { loadCopies, loadCopyWithQueue } from '../../store/copies.ts';
import { loadPatrons } from '../../store/patrons.ts';
import { askedCopiesOf } from '../../store/serving-copies.ts';
import { loadAgreements } from '../../store/theme-agreements.ts';
import { loadQueueAfter, loadTitleWithHead, type QueuePart } from '../../store/titles.ts';
import type { RequestContext } from '../core/request-context.ts';

/** Those at the head of a line, and those further down, that are read at once. */
const HEAD = 40;
const FURTHER_DOWN = 400;

/** The copies of a title that are asked for, and who waits for them or for the title. */
export interface MatchFacts extends Circumstances, QueuePart {
  readonly titleId: string;
  readonly copies: readonly Copy[];
  /** The reservations of these copies; `queue` has those of the title. */
  readonly own: readonly OpenReservation[];
}

const patronIdsOf = (reservations: readonly OpenReservation[]): readonly string[] => [
  ...new Set(reservations.map(({ patronId }) => patronId)),
];

const loadAsked = async (
  { table }: RequestContext,
  titleId: string,
  copyIds: readonly string[],
): Promise<readonly Copy[]> => {
  const copies = await loadCopies(table, [...new Set(copyIds)]);
  return [...copies.values()].filter((copy) => copy.titleId === titleId && copy.wanted && isOnShelf(copy));
};

/**
 * Loads the copies of a title that are asked for, these among them, and the head of its line. The
 * index that finds them trails (rule T3): those that the line names are looked at, too. Five
 * requests in three turns, and one for each copy with a queue of its own.
 */
export const loadMatchFacts = async (
  context: RequestContext,
  titleId: string,
  copyIds: readonly string[],
): Promise<MatchFacts> => {
  const { table, today } = context;
  const [head, asked, agreements] = await Promise.all([
    loadTitleWithHead(table, titleId, HEAD),
    askedCopiesOf(table, titleId),
    loadAgreements(table),
  ]);
  const { queue = [], goesOnAfter } = head ?? {};
  const named = queue.flatMap(({ matchedCopyId }) => matchedCopyId ?? []);
  const copies = await loadAsked(context, titleId, [...asked, ...copyIds, ...named]);
  const reserved = copies.filter(({ reservations }) => reservations > 0);
  const queues = await Promise.all(reserved.map(({ copyId }) => loadCopyWithQueue(table, copyId)));
  const own = queues.flatMap((found) => found?.queue ?? []);
  const patrons = await loadPatrons(table, patronIdsOf([...own, ...queue]));
  return { titleId, copies, own, queue, goesOnAfter, patrons, agreements: agreements.list, today };
};

/** The facts with the next part of the line. Two requests. */
export const readOn = async (
  { table }: RequestContext,
  facts: MatchFacts,
  after: string,
): Promise<MatchFacts> => {
  const { queue, goesOnAfter } = await loadQueueAfter(table, facts.titleId, after, FURTHER_DOWN);
  const cards = await loadPatrons(table, patronIdsOf(queue));
  return {
    ...facts,
    queue: [...facts.queue, ...queue],
    goesOnAfter,
    patrons: new Map([...facts.patrons, ...cards]),
  };
};

/** What is to be fetched of these copies. */
export const pullsWith = (facts: MatchFacts, copies: readonly Copy[]): readonly Pull[] =>
  copiesToPull(copies, [...facts.own, ...facts.queue], facts);

/** What is to be fetched, with the facts that tell it. */
export interface TitleMatch {
  readonly facts: MatchFacts;
  readonly pulls: readonly Pull[];
}

/** Reads the line until each copy that can serve somebody in it does, or to its end. */
export const matchAsked = async (context: RequestContext, first: MatchFacts): Promise<TitleMatch> => {
  for (let facts = first; ;) {
    const pulls = pullsWith(facts, facts.copies);
    const pulled = new Set(pulls.map(({ copy }) => copy));
    const isDone = facts.copies.every((copy) => pulled.has(copy) || reachOf(copy) === 'nobody');
    if (isDone || facts.goesOnAfter === undefined) return { facts, pulls };
    facts = await readOn(context, facts, facts.goesOnAfter);
  }
};

/** Those who wait, could be served, and are to get none of the copies, in the order of the line. */
export const unserved = (facts: MatchFacts, pulls: readonly Pull[]): readonly OpenReservation[] => {
  const served = new Set(pulls.map(({ reservation }) => reservation));
  const canGetOwn = (one: OpenReservation): boolean =>
    facts.copies.some((copy) => mayServe(copy, one, facts.patrons.get(one.patronId), facts));
  const couldBe = (one: OpenReservation): boolean => {
    const patron = facts.patrons.get(one.patronId);
    return patron !== undefined && !patron.blocked && !patron.leaving;
  };
  return [...facts.own.filter(canGetOwn), ...facts.queue.filter(couldBe)].filter(
    (one) => isWaiting(one, facts.today) && !served.has(one),
  );
};
