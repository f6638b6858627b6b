import { type ClientContext, perform } from '../workload/client.ts';
import type { ApiLocation } from '../workload/persistent-client.ts';
import { runNight } from '../workload/nights.ts';
import { clearShelves, stirShelves } from '../workload/shelf.ts';
import { COPIES, PATRONS, TITLE_IDS } from '../library.ts';
import { TODAY } from '../days.ts';
import type { Prepared } from '../prepare.ts';
import { apiPageReader, historyOf, apiReader } from '../api-reader.ts';
import { titleOfCall, type Call } from '../model/operations.ts';
import type { Facts } from '../model/title-state.ts';
import { wrongWithFlags } from './flags.ts';
import { callsOfLists } from './listing-calls.ts';
import { wrongInList } from './listings.ts';
import { wrongWithLists } from './lists.ts';
import { wrongWithMails, wrongWithReports } from './nights.ts';
import { wrongWithPositions } from './positions.ts';
import { wrongWithLeftOnShelf, wrongWithPullLists } from './pull-lists.ts';
import { wrongWithReservations } from './reservations.ts';
import { wrongWithTitle } from './titles.ts';
import { wrongWithVersions } from './versions.ts';
import { wantedLists, type MadeIds } from './wanted-lists.ts';

/** A run of the workload, and the data that it left. */
export interface RunRecord {
  readonly context: ClientContext;
  readonly admin: ApiLocation;
  readonly data: string;
  readonly prepared: Prepared;
  readonly seed: number;
  /** Whether faults may have interrupted nights. */
  readonly cutOff: boolean;
}

const ROUNDS = 5;

/** The violations in the pull lists, each time that people have been at the shelves. */
const wrongAtShelves = async ({ context, admin, prepared, seed }: RunRecord): Promise<readonly string[]> => {
  const read = apiReader(admin, context.violations);
  await clearShelves(context);
  for (let round = 1; round <= ROUNDS; round++) {
    await stirShelves(context, seed * 100 + round);
    const wrong = await wrongWithPullLists(read, apiPageReader(read, context.violations), knownOf(prepared));
    if (wrong.length > 0) return wrong;
  }
  return [];
};

/**
 * Reads everything after the workload: runs two nights at once, then views every copy and every
 * reservation.
 */
const readEverything = async ({ context, admin }: RunRecord): Promise<void> => {
  await Promise.all([runNight(context, admin), runNight(context, admin)]);
  for (const { copyId } of COPIES) await perform(context, { do: 'view a copy', copyId }, 0);
  for (const ids of context.recorder.reservations.values()) {
    for (const id of ids) await perform(context, { do: 'view a reservation', id }, 0);
  }
};

const knownOf = ({ over }: Prepared): Facts => ({ today: TODAY, patrons: PATRONS, over });

const factsOf = async ({ prepared, admin, context }: RunRecord): Promise<Facts> => {
  const all = apiPageReader(apiReader(admin, context.violations), context.violations);
  const histories = await Promise.all(
    COPIES.map(async ({ copyId }) => [copyId, await historyOf(all, copyId)] as const),
  );
  return { ...knownOf(prepared), histories: new Map(histories) };
};

const madeIn = ({ recorder, activities }: ClientContext): MadeIds => ({
  reservations: [...recorder.reservations.values()].flat(),
  activities,
  batches: [...recorder.batches],
});

/** The number of contradictions that are reduced to the fewest calls, at ten seconds each. */
const MOST_SHOWN = 1;

const wrongWithTitles = (
  { prepared }: RunRecord,
  callsOf: (titleId: string) => readonly Call[],
  facts: Facts,
): readonly string[] => {
  const wrong: string[] = [];
  for (const [titleId, initial] of prepared.titles) {
    const calls = callsOf(titleId);
    const text = wrongWithTitle({ titleId, initial, calls }, facts, wrong.length < MOST_SHOWN);
    if (text !== undefined) wrong.push(text);
  }
  return wrong;
};

/** The violations in the answers of the workload, those of its lists included. */
const wrongWithAnswers = (done: RunRecord, facts: Facts): readonly string[] => {
  const { of: callsOf, lists } = done.context.recorder;
  const calls = TITLE_IDS.flatMap(callsOf);
  const listed = Map.groupBy(callsOfLists(lists, calls), titleOfCall);
  const withLists = (titleId: string) => [...callsOf(titleId), ...(listed.get(titleId) ?? [])];
  const before = (titleId: string) => done.prepared.titles.get(titleId)?.open.length;
  return [
    ...wrongWithTitles(done, withLists, facts),
    ...TITLE_IDS.flatMap((titleId) => wrongWithVersions(withLists(titleId))),
    ...TITLE_IDS.flatMap((titleId) => wrongWithPositions(callsOf(titleId), before(titleId))),
    ...lists.flatMap((list) => wrongInList(list, calls)),
  ];
};

/** All violations in the answers and in the final data, as texts. */
export const allViolations = async (done: RunRecord): Promise<readonly string[]> => {
  const { context, admin, data, prepared, cutOff } = done;
  const read = apiReader(admin, context.violations);
  const all = apiPageReader(read, context.violations);
  const shelves = await wrongAtShelves(done);
  await readEverything(done);
  const facts = await factsOf(done);
  // What waits for a sweep comes late. The model comes last: it keeps this process busy for longer
  // than the connections stay open.
  const atRest = [
    ...shelves,
    ...(await wrongWithReservations(all, context.recorder.of)),
    ...(await wrongWithFlags(read, all, prepared.over)),
    ...(await wrongWithPullLists(read, all, facts)),
    ...(await wrongWithLists(all, () => wantedLists(read, all, madeIn(context), facts))),
    ...(await wrongWithReports(all, cutOff)),
    ...(await wrongWithLeftOnShelf(read, all, facts)),
    ...wrongWithMails(data),
  ];
  return [...wrongWithAnswers(done, facts), ...atRest];
};
