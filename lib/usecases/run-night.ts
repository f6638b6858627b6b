import { randomUUID } from 'node:crypto';
import pMap from 'p-map';
import { liftLapsed } from '../domain/blocking.ts';
import { isPast, type Day, type Instant } from '../domain/calendar.ts';
import type { Copy } from '../domain/copy.ts';
import { NO_COUNTS, type NightCounts, type Report, type SetAside } from '../domain/report.ts';
import { changeCopy, loadCopies } from '../store/copies.ts';
import { dueOn, type Due } from '../store/due.ts';
import { continueReport, startReport } from '../store/reports.ts';
import type { Act } from './act.ts';
import { expireReservation } from './close-reservation.ts';
import { forgetReservation } from './forget-reservation.ts';
import { untilSettled } from './settle.ts';

/** One run of the night: its id, the day it works for (rule N4), and the clock for its report. */
export interface Night {
  readonly id: string;
  readonly job: string;
  readonly day: Day;
  readonly clock: () => Instant;
}

type Done = Partial<NightCounts>;

/** Copies and reservations that the night works on at the same time: enough to be quick, too few to be felt. */
const CONCURRENCY = 8;

/**
 * Lifts the blocks of a copy that were past their end date on the night's day, as one write with their history (rules
 * N1, B9). Works on the copy as the page read it; who loses to somebody else reads it again.
 */
const liftLoanBlocks = async (act: Act, { day, id }: Night, read: Copy): Promise<Done> => {
  let copy: Copy | undefined = read;
  return untilSettled(async () => {
    const seen: Copy | undefined = copy ?? (await loadCopies(act.table, [read.copyId])).get(read.copyId);
    copy = undefined;
    if (!seen) return {};
    const author = { at: act.now, by: 'nightly', cause: { type: 'nightly' as const, id } };
    const { blocks, lines } = liftLapsed(seen.blocks, author, day);
    if (lines.length > 0) await act.table.write(changeCopy(seen, { ...seen, blocks }, lines));
    return { loanBlocksLifted: lines.length };
  });
};

const settle = async (act: Act, night: Night, due: Due): Promise<Done> => {
  if ('copy' in due) return liftLoanBlocks(act, night, due.copy);
  const { id, closedOn } = due.reservation;
  if (closedOn === undefined) {
    return { reservationsExpired: (await expireReservation(act, id, night.day)) ? 1 : 0 };
  }
  const forgotten = await forgetReservation(act, id, ({ patronUntil }) => isPast(patronUntil, night.day));
  return { patronsForgotten: forgotten ? 1 : 0 };
};

/** What a report may say of a record: no card number is in it (rule P2). */
const nameOf = (due: Due): string =>
  'copy' in due ? `copy ${due.copy.copyId}` : `reservation ${due.reservation.id}`;

/** One due thing, done or set aside with its reason: it never stops the rest (rule N4). */
const handle = async (act: Act, night: Night, due: Due): Promise<Done | SetAside> => {
  try {
    return await settle(act, night, due);
  } catch (error) {
    return {
      key: nameOf(due),
      reason: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown',
    };
  }
};

const isSetAside = (result: Done | SetAside): result is SetAside => 'key' in result;
const isDone = (result: Done | SetAside): result is Done => !isSetAside(result);

const handlePage = async (act: Act, night: Night, page: readonly Due[]): Promise<void> => {
  const results = await pMap(page, (due) => handle(act, night, due), { concurrency: CONCURRENCY });
  const setAside = results.filter(isSetAside);
  const counts = results.filter(isDone);
  const partId = randomUUID();
  await untilSettled(() => continueReport(act.table, night.id, { partId, counts, setAside }));
};

/**
 * Runs the night for a day: lifts loan blocks past their end date, expires reservations, forgets patrons of long closed
 * ones (rules N1, R7, P2). It handles what was due on that day, by the day it was scheduled for; what it starts by that,
 * such as a reservation that becomes ready, starts today (rule N4). It may run twice, or two at once: each thing is done by one of
 * them. Under an id that has run to its end nothing is done again; one that was cut off goes on. Its cost is that of
 * what is due (rule N6). Answers, and keeps, what was done under its id (rule N5).
 */
export const runNight = async (act: Act, night: Night): Promise<Report> => {
  const { id, job, day, clock } = night;
  const started = await startReport(act.table, {
    id,
    job,
    day,
    startedAt: clock(),
    counts: NO_COUNTS,
    setAside: [],
  });
  if (started.endedAt !== undefined) return started;
  // One that was cut off goes on with the day it had.
  const run = { ...night, day: started.day };
  for await (const page of dueOn(act.table, run.day)) {
    if (page.length > 0) await handlePage(act, run, page);
  }
  return untilSettled(() =>
    continueReport(act.table, id, { partId: 'end', counts: [], setAside: [], endedAt: clock() }),
  );
};
