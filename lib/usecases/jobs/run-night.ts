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

/** A due copy or reservation, handled within its page. */
type DueThing = Exclude<DueItem, { readonly activity: Activity }>;
type DueActivity = Exclude<DueItem, DueThing>;

const isActivity = (due: DueItem): due is DueActivity => 'activity' in due;

/**
 * Lifts and flags the due blocks of a copy, in several writes when they exceed the limit of one.
 */
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

/** The name of a record in the report; it contains no card number (rule P2). */
const nameOf = (due: DueThing): string =>
  'copy' in due ? `copy ${due.copy.copyId}` : `reservation ${due.reservation.id}`;

/** Adds outcomes to the report. */
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
 * Handles due copies and reservations in index order. Answers the due activities, which come after
 * them.
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

/** Handles ended activities one by one; an activity that cannot be read is set aside (rule N4). */
const endAll = async (context: RequestContext, night: Night, due: readonly DueActivity[]): Promise<void> => {
  for (const one of due) {
    const outcome = await isolateFailure(`activity ${one.activity.id}`, async () => {
      for await (const outcomes of endActivity(context, night, one)) await note(context, night, outcomes);
      return {};
    });
    await note(context, night, 'key' in outcome ? [outcome] : []);
  }
};

/**
 * Flags the copies that lack the block of their standing rule, collection by collection (rule N2).
 */
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
 * Publishes the report, once per day over all runs. After a failure the next run tries again (rule
 * N4).
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

/** The steps in order: flags are raised before the branches are mailed (N3). */
const runSteps = async (context: RequestContext, night: Night, ports: NightPorts): Promise<NightReport> => {
  const activities = await processDueItems(context, night);
  await endAll(context, night, activities);
  await flagUnruled(context, night);
  await note(context, night, await remind(context, night, ports));
  const { setAside } = splitOutcomes([await announce(context, night, ports)]);
  return retryOnConflict(() =>
    continueReport(context.table, night.id, { partId: 'end', counts: [], setAside, endedAt: ports.clock() }),
  );
};

/**
 * Runs the night for a day: lifts loan blocks past their end date, expires reservations, forgets
 * the patrons of old closed reservations, lifts or flags what ended activities left behind, flags
 * copies that lack the block of their rule, and mails the branches (rules N1–N3, A2, R7, P2). It
 * handles everything due on that day, the day for which it was scheduled; effects such as a ready
 * reservation start today (rule N4). It can run twice or in parallel: each item is handled once. An
 * id of a finished run does nothing again; an id of an interrupted run resumes. The cost is
 * proportional to the number of due items (rule N6). Answers the report, which is kept under the id
 * (rule N5).
 */
export const runNight = async (
  context: RequestContext,
  night: Night,
  ports: NightPorts,
): Promise<NightReport> => {
  const fresh = { ...night, startedAt: ports.clock(), counts: NO_NIGHT_COUNTS, setAside: [] };
  const started = await startReport(context.table, fresh);
  // An interrupted run resumes with its own day.
  return started.endedAt === undefined ? runSteps(context, { ...night, day: started.day }, ports) : started;
};
