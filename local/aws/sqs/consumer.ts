import { StartError } from '../../errors.ts';
import type { LocalFunction } from '../lambda/functions.ts';
import { md5, type Consumer, type Message } from './queue.ts';
import type { Resource } from '../../template/template.ts';
import { isList, isRecord, REGION, asString, type Json } from '../../template/template-values.ts';

/** The concurrency that Lambda starts with, for a template that sets none. */
const USUAL_AT_ONCE = 5;

/**
 * The consumer that an event source mapping describes, for the queue with this ARN. Throws a
 * `StartError` when its function is unknown.
 */
export function consumerOf(mapping: Resource, functions: readonly LocalFunction[], arn: string): Consumer {
  const named = mapping.text('FunctionName');
  const fn = functions.find((one) => named === one.name || named === one.arn);
  if (fn === undefined) throw new StartError(`The event source ${mapping.id} does not lead to a function.`);
  const scaling = mapping.property('ScalingConfig') ?? {};
  const types = mapping.property('FunctionResponseTypes');
  const reports = isList(types) && types.includes('ReportBatchItemFailures');
  return {
    batchSize: Number(mapping.text('BatchSize', '10')),
    atOnce: isRecord(scaling) ? Number(asString(scaling.MaximumConcurrency ?? USUAL_AT_ONCE)) : USUAL_AT_ONCE,
    work: async (messages) => {
      try {
        const result = await fn.invoke({ Records: messages.map((message) => recordOf(message, arn)) });
        return reports ? failedIn(result, messages) : [];
      } catch (error) {
        console.error(`${fn.name} failed on a message of its queue:`, error);
        return messages.map(({ id }) => id);
      }
    },
  };
}

/** The record of a message in a Lambda event. */
const recordOf = ({ id, body, sentAt, receives }: Message, arn: string): Json => ({
  messageId: id,
  receiptHandle: id,
  body,
  attributes: {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: String(sentAt),
    SenderId: 'local',
    ApproximateFirstReceiveTimestamp: String(sentAt),
  },
  messageAttributes: {},
  md5OfBody: md5(body),
  eventSource: 'aws:sqs',
  eventSourceARN: arn,
  awsRegion: REGION,
});

/** The ids of failed messages in a function's response. An unknown id fails the whole batch. */
function failedIn(result: unknown, messages: readonly Message[]): readonly string[] {
  const ids = messages.map(({ id }) => id);
  const failures = isRecord(result) ? (result.batchItemFailures ?? []) : [];
  if (!isList(failures)) return ids;
  const failed = failures.map((one) => (isRecord(one) ? one.itemIdentifier : undefined));
  return failed.every((id) => typeof id === 'string' && ids.includes(id)) ? (failed as string[]) : ids;
}
