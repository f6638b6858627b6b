import { MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import { NIGHTLY, type NightlyEvent } from '../../lib/contract.ts';
import { dayOf } from '../../lib/domain/calendar.ts';
import type { Report } from '../../lib/domain/report.ts';
import { newId } from '../../lib/runtime/ids.ts';
import { logger, metrics } from '../../lib/runtime/log.ts';
import type { Services } from '../../lib/runtime/services.ts';
import { runNight } from '../../lib/usecases/run-night.ts';

/** The day that a run works for: the one named, or that of the scheduled time; never that of the clock (rule N4). */
const dayOfRun = (event: NightlyEvent, now: string): string => event.day ?? dayOf(event.scheduledTime ?? now);

const note = ({ id, day, counts, setAside }: Report): void => {
  logger.info('night', { job: id, day, counts });
  if (setAside.length > 0) logger.warn('set aside', { job: id, setAside });
  metrics.addMetric('nightSetAside', MetricUnit.Count, counts.setAside);
  metrics.addMetric('loanBlocksLifted', MetricUnit.Count, counts.loanBlocksLifted);
  metrics.publishStoredMetrics();
};

/** The night as a Lambda handler (rules N1, N4, N5). */
export const nightlyHandler = ({ table, settings, clock }: Services) =>
  middy<NightlyEvent, Report>().handler(async (event) => {
    const now = clock();
    const id = event.jobId ?? newId(now);
    const caller = { sub: NIGHTLY.job, role: 'admin' as const, branchIds: [] };
    const act = { table, settings, caller, now, today: dayOf(now), requestId: id };
    const night = { id, job: NIGHTLY.job, day: dayOfRun(event, now), clock };
    const report = await runNight(act, night);
    note(report);
    return report;
  });
