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
 * Work stops when this much of the function's time is left: enough to finish the current step and
 * to send a message for the rest.
 */
const RESERVE_MS = 30_000;
/** Time per message. A lease holds a little longer, so that no other worker starts meanwhile. */
const TURN_MS = 15_000;

const contextOf = ({ table, settings, clock }: Services): RequestContext => {
  const now = clock();
  const caller = { sub: 'worker', role: 'admin' as const, branchIds: [] };
  return { table, settings, caller, now, today: dayOf(now), requestId: newId(now) };
};

/** Throws when the text is not a message for the worker. */
const messageIn = (body: string): WorkMessage => {
  const message = JSON.parse(body) as Partial<Record<'workId' | 'sweep', unknown>> | null;
  if (message?.sweep === true) return { sweep: true };
  if (typeof message?.workId === 'string') return { workId: message.workId };
  throw new Error('This is no message for the worker.');
};

/**
 * Does a piece of work while time allows, and sends a message for the rest. A sweep sends a message
 * for each piece of idle work.
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

/** False on failure: the message then stays in the queue, which delivers it again. */
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

/** The handler of the worker: a failing message does not hold up the others. */
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
