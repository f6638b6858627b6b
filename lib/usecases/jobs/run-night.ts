import { randomUUID } from 'node:crypto';
import pMap from 'p-map';
import type { Activity } from '../../domain/activity.ts';
import { isPast } from '../../domain/calendar.ts';
import type { Copy } from '../../domain/copy.ts';
import { MOST_LIFTED, decideOnDueCopy } from '../../domain/nightly-copy.ts';
import { NO_NIGHT_COUNTS, type NightReport } from '../../domain/night-report.ts';
import { dueItemsOn, type DueItem } from '../../store/due-items.ts';
import { continueReport, loadReport, startReport } from '../../store/night-reports.ts';
import { queryRules } from '../../store/standing-rules.ts';
import { claimSend, releaseSend } from '../../store/send-claims.ts';
import type { RequestContext } from '../core/request-context.ts';
import { expireReservation } from '../reservations/close-reservation.ts';
import { endActivity } from '../activities/end-activity.ts';
import { forgetReservation } from '../reservations/forget-reservation.ts';
import {
  byNight,
  CONCURRENCY,
  isolateFailure,
  splitOutcomes,
  type StepCounts,
  type Night,
  type NightPorts,
  type StepOutcome,
} from '../core/nightly-steps.ts';
import { remind } from './remind.ts';
import { rulesOnDay, updateRuleFlags } from '../rules/rule-flags.ts';
import { saveDecision } from '../core/save-decision.ts';
import { retryOnConflict } from '../core/retry.ts';

/** A due copy or reservation: done within the page that names it. */
type DueThing = Exclude<DueItem, { readonly activity: Activity }>;
type DueActivity = Exclude<DueItem, DueThing>;

const isActivity = (due: DueItem): due is DueActivity => 'activity' in due;

/** Lifts and flags what is due on a copy; in several writes where that is more than one carries. */
const processDueCopy = async (context: RequestContext, night: Night, read: Copy): Promise<StepCounts> => {
  let done = { loanBlocksLifted: 0, flagsRaised: 0, flagsResolved: 0 };
  for (;;) {
    const {
      lifted,
      flagsRaised = 0,
      flagsResolved = 0,
    } = await saveDecision(context, read, (copy) =>
      decideOnDueCopy(copy, byNight(context, night), night.day),
    );
    done = {
      loanBlocksLifted: done.loanBlocksLifted + lifted,
      flagsRaised: done.flagsRaised + flagsRaised,
      flagsResolved: done.flagsResolved + flagsResolved,
    };
    if (lifted < MOST_LIFTED) return done;
  }
};

const processDueItem = async (context: RequestContext, night: Night, due: DueThing): Promise<StepCounts> => {
  if ('copy' in due) return processDueCopy(context, night, due.copy);
  const { id, closedOn } = due.reservation;
  if (closedOn === undefined) {
    return { reservationsExpired: (await expireReservation(context, id, night.day)) ? 1 : 0 };
  }
  const forgotten = await forgetReservation(context, id, ({ patronUntil }) => isPast(patronUntil, night.day));
  return { patronsForgotten: forgotten ? 1 : 0 };
};

/** What a report may say of a record: no card number is in it (rule P2). */
const nameOf = (due: DueThing): string =>
  'copy' in due ? `copy ${due.copy.copyId}` : `reservation ${due.reservation.id}`;

/** Adds to the report what a part of the run did. */
const note = async (
  context: RequestContext,
  night: Night,
  outcomes: readonly StepOutcome[],
): Promise<void> => {
  if (outcomes.length === 0) return;
  const part = { partId: randomUUID(), ...splitOutcomes(outcomes) };
  await retryOnConflict(() => continueReport(context.table, night.id, part));
};

/**
 * Does what is due in the order in which the index gives it; answers the activities, which come
 * after that.
 */
const processDueItems = async (context: RequestContext, night: Night): Promise<readonly DueActivity[]> => {
  const activities: DueActivity[] = [];
  for await (const page of dueItemsOn(context.table, night.day)) {
    const things = page.filter((due): due is DueThing => !isActivity(due));
    const handle = (due: DueThing) => isolateFailure(nameOf(due), () => processDueItem(context, night, due));
    await note(context, night, await pMap(things, handle, { concurrency: CONCURRENCY }));
    activities.push(...page.filter(isActivity));
  }
  return activities;
};

/**
 * Sees to the activities that are over, one after the other; one that cannot be listed is set aside
 * (rule N4).
 */
const endAll = async (context: RequestContext, night: Night, due: readonly DueActivity[]): Promise<void> => {
  for (const one of due) {
    const outcome = await isolateFailure(`activity ${one.activity.id}`, async () => {
      for await (const outcomes of endActivity(context, night, one)) await note(context, night, outcomes);
      return {};
    });
    await note(context, night, 'key' in outcome ? [outcome] : []);
  }
};

/** Says which copies lack the block of their standing rule, collection by collection (rule N2). */
const flagUnruled = async (context: RequestContext, night: Night): Promise<void> => {
  const collections = new Set((await queryRules(context.table)).map(({ collection }) => collection));
  for (const collection of collections) {
    const outcome = await isolateFailure(`collection ${collection}`, async () => {
      const on = await rulesOnDay(context, collection, night.day);
      for await (const outcomes of updateRuleFlags(context, on, true)) await note(context, night, outcomes);
      return {};
    });
    await note(context, night, 'key' in outcome ? [outcome] : []);
  }
};

const NEWS = 'NEWS';

/**
 * Tells those who want to know elsewhere, once for a day, whoever runs; what failed is for the next
 * run (rule N4).
 */
const announce = (context: RequestContext, night: Night, ports: NightPorts): Promise<StepOutcome> =>
  isolateFailure('news', async () => {
    const report = await loadReport(context.table, night.id);
    if (!report || !(await claimSend(context.table, night.day, NEWS, context.now))) return {};
    try {
      await ports.announce({ ...report, endedAt: ports.clock() });
    } catch (error) {
      await releaseSend(context.table, night.day, NEWS);
      throw error;
    }
    return {};
  });

/** The steps in order: what they leave behind is flagged before the branches are mailed (N3). */
const runSteps = async (context: RequestContext, night: Night, ports: NightPorts): Promise<NightReport> => {
  await endAll(context, night, await processDueItems(context, night));
  await flagUnruled(context, night);
  await note(context, night, await remind(context, night, ports));
  const { setAside } = splitOutcomes([await announce(context, night, ports)]);
  return retryOnConflict(() =>
    continueReport(context.table, night.id, { partId: 'end', counts: [], setAside, endedAt: ports.clock() }),
  );
};

/**
 * Runs the night for a day: lifts loan blocks past their end date, expires reservations, forgets
 * patrons of long closed ones, lifts or flags what activities that are over have left behind, flags
 * what lacks its rule's block, and mails the branches (rules N1–N3, A2, R7, P2). It handles what
 * was due on that day, by the day it was scheduled for; what it starts by that, such as a
 * reservation that becomes ready, starts today (rule N4). It may run twice, or two at once: each
 * thing is done by one of them. Under an id that has run to its end nothing is done again; one that
 * was cut off goes on. Its cost is that of what is due (rule N6). Answers, and keeps, what was done
 * under its id (rule N5).
 */
export const runNight = async (
  context: RequestContext,
  night: Night,
  ports: NightPorts,
): Promise<NightReport> => {
  const fresh = { ...night, startedAt: ports.clock(), counts: NO_NIGHT_COUNTS, setAside: [] };
  const started = await startReport(context.table, fresh);
  // One that was cut off goes on with the day it had.
  return started.endedAt === undefined ? runSteps(context, { ...night, day: started.day }, ports) : started;
};
