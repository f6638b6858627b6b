import { MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import { METRICS, NIGHTLY, type NightlyEvent } from '../../lib/contract.ts';
import { dayOf } from '../../lib/domain/calendar.ts';
import type { NightReport } from '../../lib/domain/night-report.ts';
import { newId } from '../../lib/runtime/ids.ts';
import { logger, metrics } from '../../lib/runtime/log.ts';
import { renderReminder } from '../../lib/mail/reminder-mail.ts';
import type { NightServices } from '../../lib/runtime/night-services.ts';
import type { NightPorts } from '../../lib/usecases/core/nightly-steps.ts';
import { runNight } from '../../lib/usecases/jobs/run-night.ts';

/**
 * The day of a run: the requested day, or that of the scheduled time; never that of a later start
 * (rule N4).
 */
const dayOfRun = (event: NightlyEvent, now: string): string => event.day ?? dayOf(event.scheduledTime ?? now);

const note = ({ id, day, counts, setAside }: NightReport): void => {
  logger.info('night', { job: id, day, counts });
  if (setAside.length > 0) logger.warn('set aside', { job: id, setAside });
  metrics.addMetric(METRICS.setAside, MetricUnit.Count, counts.setAside);
  metrics.addMetric('loanBlocksLifted', MetricUnit.Count, counts.loanBlocksLifted);
  metrics.addMetric('flagsRaised', MetricUnit.Count, counts.flagsRaised);
  metrics.addMetric('mailsSent', MetricUnit.Count, counts.mailsSent);
  metrics.publishStoredMetrics();
};

/**
 * The outside world of the night: mails to the branches, and a topic for everybody else (rule N3).
 */
const portsOf = ({ mail, announce, clock }: NightServices): NightPorts => ({
  clock,
  admins: mail.admins,
  mail: ({ to, cc, ...reminder }) =>
    mail.send({
      // A branch gets one mail a night (rule N3).
      id: `reminder-${reminder.day}-${reminder.branchId}`,
      from: mail.from,
      to,
      cc,
      date: clock(),
      ...renderReminder({ to, cc, ...reminder }, mail.webUrl),
    }),
  announce: ({ id, day, startedAt, endedAt, counts, setAside }) =>
    announce({ kind: 'night', id, day, startedAt, endedAt, counts, setAside }),
});

/** The handler of the night (rules N1, N3–N5). */
export const nightlyHandler = (services: NightServices) =>
  middy<NightlyEvent, NightReport>().handler(async (event) => {
    const { table, settings, clock } = services;
    const now = clock();
    const id = event.jobId ?? newId(now);
    const caller = { sub: NIGHTLY.job, role: 'admin' as const, branchIds: [] };
    const context = { table, settings, caller, now, today: dayOf(now), requestId: id };
    const night = { id, job: NIGHTLY.job, day: dayOfRun(event, now) };
    const report = await runNight(context, night, portsOf(services));
    note(report);
    return report;
  });
