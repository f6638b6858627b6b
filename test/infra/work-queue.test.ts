import { describe, expect, it } from 'vitest';
import { synthesize, type Resource } from './synthesized.ts';

const { ofType, service } = await synthesize();

const only = (type: string, start: string): Resource => {
  const [found, ...others] = ofType(type).filter(({ id }) => id.startsWith(start));
  if (found === undefined || others.length > 0) throw new Error(`There is not one ${type} ${start}.`);
  return found;
};

const queue = only('AWS::SQS::Queue', 'WorkQueue');
const failures = only('AWS::SQS::Queue', 'WorkFailures');
const worker = only('AWS::Lambda::Function', 'WorkFunction');
const arnOf = ({ id }: Resource) => ({ 'Fn::GetAtt': [id, 'Arn'] });

describe('the queue of the worker', () => {
  it('hides a message for longer than the worker may take', () => {
    expect(queue.properties.VisibilityTimeout).toBeGreaterThan(Number(worker.properties.Timeout));
  });

  it('gives up after five tries, and keeps that for two weeks', () => {
    expect(queue.properties.RedrivePolicy).toEqual({
      deadLetterTargetArn: arnOf(failures),
      maxReceiveCount: 5,
    });
    expect(failures.properties.MessageRetentionPeriod).toBe(14 * 86_400);
  });

  it('keeps a message for less time than the place for what failed, which counts from the same moment', () => {
    expect(queue.properties.MessageRetentionPeriod).toBeUndefined();
  });

  it('gives the worker one message at a time, a few at once, and hears which failed', () => {
    service.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: arnOf(queue),
      FunctionName: { Ref: worker.id },
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 4 },
    });
  });

  it('is told every minute to look what stands still', () => {
    service.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: arnOf(queue), Input: '{"sweep":true}' },
    });
  });
});
