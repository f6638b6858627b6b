import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { WorkMessage } from '../../lib/contract.ts';
import { dayOf } from '../../lib/domain/calendar.ts';
import { newId } from '../../lib/runtime/ids.ts';
import { logger } from '../../lib/runtime/log.ts';
import type { Services } from '../../lib/runtime/services.ts';
import type { RequestContext } from '../../lib/usecases/core/request-context.ts';
import { runWork, pendingWork } from '../../lib/usecases/jobs/work.ts';

/**
 * What is left of the function's time when work stops: enough to end the step under way and to pass
 * the rest on.
 */
const RESERVE_MS = 30_000;
/**
 * Work is passed on after so long: it is taken for a little longer than that, so that nobody else
 * is at it meanwhile.
 */
const TURN_MS = 15_000;

const contextOf = ({ table, settings, clock }: Services): RequestContext => {
  const now = clock();
  const caller = { sub: 'worker', role: 'admin' as const, branchIds: [] };
  return { table, settings, caller, now, today: dayOf(now), requestId: newId(now) };
};

/** The message in this text. Throws where it is none for the worker. */
const messageIn = (body: string): WorkMessage => {
  const message = JSON.parse(body) as Partial<Record<'workId' | 'sweep', unknown>> | null;
  if (message?.sweep === true) return { sweep: true };
  if (typeof message?.workId === 'string') return { workId: message.workId };
  throw new Error('This is no message for the worker.');
};

/**
 * Does a piece of work, or as much of it as time allows; or sends a message for all work that
 * stands still.
 */
const doWork = async (services: Services, message: WorkMessage, isTimeUp: () => boolean): Promise<void> => {
  const context = contextOf(services);
  if ('sweep' in message) {
    for (const { workId, delaySeconds } of await pendingWork(context))
      await services.startWork({ workId }, delaySeconds);
    return;
  }
  if ((await runWork(context, message.workId, isTimeUp)) === 'more') await services.startWork(message);
};

/** Whether it was done. What was not stays in the queue, which brings it again. */
const isDone = async (
  services: Services,
  { body, messageId }: SQSRecord,
  isTimeUp: () => boolean,
): Promise<boolean> => {
  try {
    await doWork(services, messageIn(body), isTimeUp);
    return true;
  } catch (error) {
    logger.error('work failed', { messageId, error: error instanceof Error ? error : undefined });
    return false;
  }
};

/** The worker as a Lambda handler: one failing message holds up no other. */
export const workerHandler = (services: Services) =>
  middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }, context) => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    for (const record of Records) {
      const until = performance.now() + TURN_MS;
      const isTimeUp = (): boolean =>
        performance.now() > until || context.getRemainingTimeInMillis() < RESERVE_MS;
      if (!(await isDone(services, record, isTimeUp)))
        batchItemFailures.push({ itemIdentifier: record.messageId });
    }
    return { batchItemFailures };
  });
