import pMap from 'p-map';
import { liftLapsed } from '../domain/blocking.ts';
import type { Instant } from '../domain/calendar.ts';
import { isPast } from '../domain/calendar.ts';
import type { Author } from '../domain/history.ts';
import {
  addCounts,
  NO_COUNTS,
  SET_ASIDE_NAMED,
  type NightCounts,
  type Report,
  type SetAside,
} from '../domain/report.ts';
import { changeCopy, loadCopies } from '../store/copies.ts';
import { dueOn, type Due } from '../store/due.ts';
import { saveReport } from '../store/reports.ts';
import type { Act } from './act.ts';
import { expireReservation } from './close-reservation.ts';
import { forgetReservation } from './forget-reservation.ts';
import { untilSettled } from './settle.ts';

/** One run of the night: its id, the day it works for (rule N4), and the clock for its report. */
export interface Night {
  readonly id: string;
  readonly job: string;
  readonly clock: () => Instant;
}

/** Copies and reservations that the night works on at the same time: enough to be quick, too few to be felt. */
const CONCURRENCY = 8;

/** Lifts the blocks of a copy that are past their end date, as one write with their history (rules N1, B9). */
const liftFrom = (act: Act, copyId: string): Promise<number> =>
  untilSettled(async () => {
    const copy = (await loadCopies(act.table, [copyId])).get(copyId);
    return copy ? liftAsSeen(act, copy) : 0;
  });

const liftAsSeen = async (act: Act, copy: Parameters<typeof changeCopy>[1]): Promise<number> => {
  const author: Author = { at: act.now, by: 'nightly', cause: { type: 'nightly', id: act.requestId } };
  const { blocks, lines } = liftLapsed(copy.blocks, author, act.today);
  if (lines.length > 0) await act.table.write(changeCopy(copy, { ...copy, blocks }, lines));
  return lines.length;
};

/** The first try works on what the page read; only who loses to somebody else reads the copy again. */
const liftLoanBlocks = async (
  act: Act,
  due: Extract<Due, { copy: unknown }>,
): Promise<Partial<NightCounts>> => {
  let first = true;
  const loanBlocksLifted = await untilSettled(() => {
    if (!first) return liftFrom(act, due.copy.copyId);
    first = false;
    return liftAsSeen(act, due.copy);
  });
  return { loanBlocksLifted };
};

const settleReservation = async (
  act: Act,
  { reservation }: Extract<Due, { reservation: unknown }>,
): Promise<Partial<NightCounts>> => {
  if (reservation.closedOn === undefined) {
    return { reservationsExpired: (await expireReservation(act, reservation.id)) ? 1 : 0 };
  }
  const due = await forgetReservation(act, reservation.id, ({ patronUntil }) =>
    isPast(patronUntil, act.today),
  );
  return { patronsForgotten: due ? 1 : 0 };
};

/** One due thing, done or set aside with its reason: it never stops the rest (rule N4). */
const handle = async (act: Act, due: Due): Promise<{ counts: Partial<NightCounts>; aside?: SetAside }> => {
  try {
    return { counts: 'copy' in due ? await liftLoanBlocks(act, due) : await settleReservation(act, due) };
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown';
    return { counts: { setAside: 1 }, aside: { key: nameOf(due), reason } };
  }
};

/** What a report may say of a record: no card number is in it (rule P2). */
const nameOf = (due: Due): string =>
  'copy' in due ? `copy ${due.copy.copyId}` : `reservation ${due.reservation.id}`;

const startReport = (act: Act, night: Night): Report => ({
  id: night.id,
  job: night.job,
  day: act.today,
  startedAt: night.clock(),
  counts: NO_COUNTS,
  setAside: [],
});

/**
 * Runs the night for `act.today`: lifts loan blocks past their end date, expires reservations, forgets patrons of long
 * closed ones (rules N1, R7, P2). It may run twice, or two at once: each thing is done by one of them (rule N4). Its cost
 * is that of what is due (rule N6). Answers, and keeps, what this very run did (rule N5).
 */
export const runNight = async (act: Act, night: Night): Promise<Report> => {
  let report = startReport(act, night);
  await saveReport(act.table, report);
  for await (const page of dueOn(act.table, act.today)) {
    const results = await pMap(page, (due) => handle(act, due), { concurrency: CONCURRENCY });
    const aside = results.flatMap((result) => result.aside ?? []);
    report = {
      ...report,
      counts: results.reduce((sum, result) => addCounts(sum, result.counts), report.counts),
      setAside: [...report.setAside, ...aside].slice(0, SET_ASIDE_NAMED),
    };
  }
  const ended = { ...report, endedAt: night.clock() };
  await saveReport(act.table, ended);
  return ended;
};
