import { randomUUID } from 'node:crypto';
import pMap from 'p-map';
import type { Activity } from '../../domain/activity.ts';
import { isPast } from '../../domain/calendar.ts';
import type { Copy } from '../../domain/copy.ts';
import { MOST_LIFTED, settleCopy } from '../../domain/nightly-copy.ts';
import { NO_COUNTS, type Report } from '../../domain/night-report.ts';
import { dueOn, type Due } from '../../store/due-items.ts';
import { continueReport, loadReport, startReport } from '../../store/night-reports.ts';
import { listRules } from '../../store/standing-rules.ts';
import { claimSending, releaseSending } from '../../store/send-claims.ts';
import type { Act } from '../core/request-context.ts';
import { expireReservation } from '../reservations/close-reservation.ts';
import { endActivity } from '../activities/end-activity.ts';
import { forgetReservation } from '../reservations/forget-reservation.ts';
import {
  byNight,
  CONCURRENCY,
  orSetAside,
  sorted,
  type Done,
  type Night,
  type Outcome,
} from '../core/nightly-steps.ts';
import { remind } from './remind.ts';
import { rulesOnDay, settleRuleFlags } from '../rules/rule-flags.ts';
import { saveSettled } from '../core/save-decision.ts';
import { untilSettled } from '../core/retry.ts';

/** A due copy or reservation: done within the page that names it. */
type DueThing = Exclude<Due, { readonly activity: Activity }>;
type DueActivity = Exclude<Due, DueThing>;

const isActivity = (due: Due): due is DueActivity => 'activity' in due;

/** Lifts and flags what is due on a copy; in several writes where that is more than one carries. */
const settleDueCopy = async (act: Act, night: Night, read: Copy): Promise<Done> => {
  let done = { loanBlocksLifted: 0, flagsRaised: 0, flagsResolved: 0 };
  for (;;) {
    const {
      lifted,
      flagsRaised = 0,
      flagsResolved = 0,
    } = await saveSettled(act, read, (copy) => settleCopy(copy, byNight(act, night), night.day));
    done = {
      loanBlocksLifted: done.loanBlocksLifted + lifted,
      flagsRaised: done.flagsRaised + flagsRaised,
      flagsResolved: done.flagsResolved + flagsResolved,
    };
    if (lifted < MOST_LIFTED) return done;
  }
};

const settle = async (act: Act, night: Night, due: DueThing): Promise<Done> => {
  if ('copy' in due) return settleDueCopy(act, night, due.copy);
  const { id, closedOn } = due.reservation;
  if (closedOn === undefined) {
    return { reservationsExpired: (await expireReservation(act, id, night.day)) ? 1 : 0 };
  }
  const forgotten = await forgetReservation(act, id, ({ patronUntil }) => isPast(patronUntil, night.day));
  return { patronsForgotten: forgotten ? 1 : 0 };
};

/** What a report may say of a record: no card number is in it (rule P2). */
const nameOf = (due: DueThing): string =>
  'copy' in due ? `copy ${due.copy.copyId}` : `reservation ${due.reservation.id}`;

/** Adds to the report what a part of the run did. */
const note = async (act: Act, night: Night, outcomes: readonly Outcome[]): Promise<void> => {
  if (outcomes.length === 0) return;
  const part = { partId: randomUUID(), ...sorted(outcomes) };
  await untilSettled(() => continueReport(act.table, night.id, part));
};

/** Does what is due in the order in which the index gives it; answers the activities, which come after that. */
const settleDue = async (act: Act, night: Night): Promise<readonly DueActivity[]> => {
  const activities: DueActivity[] = [];
  for await (const page of dueOn(act.table, night.day)) {
    const things = page.filter((due): due is DueThing => !isActivity(due));
    const handle = (due: DueThing) => orSetAside(nameOf(due), () => settle(act, night, due));
    await note(act, night, await pMap(things, handle, { concurrency: CONCURRENCY }));
    activities.push(...page.filter(isActivity));
  }
  return activities;
};

/** Sees to the activities that are over, one after the other; one that cannot be listed is set aside (rule N4). */
const endAll = async (act: Act, night: Night, due: readonly DueActivity[]): Promise<void> => {
  for (const one of due) {
    const outcome = await orSetAside(`activity ${one.activity.id}`, async () => {
      for await (const outcomes of endActivity(act, night, one)) await note(act, night, outcomes);
      return {};
    });
    await note(act, night, 'key' in outcome ? [outcome] : []);
  }
};

/** Says which copies lack the block of their standing rule, collection by collection (rule N2). */
const flagUnruled = async (act: Act, night: Night): Promise<void> => {
  const collections = new Set((await listRules(act.table)).map(({ collection }) => collection));
  for (const collection of collections) {
    const outcome = await orSetAside(`collection ${collection}`, async () => {
      const on = await rulesOnDay(act, collection, night.day);
      for await (const outcomes of settleRuleFlags(act, on, true)) await note(act, night, outcomes);
      return {};
    });
    await note(act, night, 'key' in outcome ? [outcome] : []);
  }
};

const NEWS = 'NEWS';

/** Tells those who want to know elsewhere, once for a day, whoever runs; what failed is for the next run (rule N4). */
const announce = (act: Act, night: Night): Promise<Outcome> =>
  orSetAside('news', async () => {
    const report = await loadReport(act.table, night.id);
    if (!report || !(await claimSending(act.table, night.day, NEWS, act.now))) return {};
    try {
      await night.announce({ ...report, endedAt: night.clock() });
    } catch (error) {
      await releaseSending(act.table, night.day, NEWS);
      throw error;
    }
    return {};
  });

const work = async (act: Act, night: Night): Promise<Report> => {
  await endAll(act, night, await settleDue(act, night));
  await flagUnruled(act, night);
  await note(act, night, await remind(act, night));
  const { setAside } = sorted([await announce(act, night)]);
  return untilSettled(() =>
    continueReport(act.table, night.id, { partId: 'end', counts: [], setAside, endedAt: night.clock() }),
  );
};

/**
 * Runs the night for a day: lifts loan blocks past their end date, expires reservations, forgets patrons of long closed
 * ones, lifts or flags what activities that are over have left behind, flags what lacks its rule's block, and mails the
 * branches (rules N1–N3, A2, R7, P2).
 * It handles what was due on that day, by the day it was scheduled for; what it starts by that, such as a reservation
 * that becomes ready, starts today (rule N4). It may run twice, or two at once: each thing is done by one of them. Under
 * an id that has run to its end nothing is done again; one that was cut off goes on. Its cost is that of what is due
 * (rule N6). Answers, and keeps, what was done under its id (rule N5).
 */
export const runNight = async (act: Act, night: Night): Promise<Report> => {
  const { id, job, day, clock } = night;
  const fresh = { id, job, day, startedAt: clock(), counts: NO_COUNTS, setAside: [] };
  const started = await startReport(act.table, fresh);
  // One that was cut off goes on with the day it had.
  return started.endedAt === undefined ? work(act, { ...night, day: started.day }) : started;
};
