import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { synthesize } from './synthesized.ts';

const alarms = (await synthesize())
  .ofType('AWS::CloudWatch::Alarm')
  .map(({ id, properties }) => [id.replace(/^Alarms|[0-9A-F]{8}$/g, ''), properties] as const);

const WATCHED: Readonly<Record<string, Record<string, unknown>>> = {
  ApiFails: { MetricName: '5xx', TreatMissingData: 'notBreaching' },
  ApiSlow: { MetricName: 'Latency', ExtendedStatistic: 'p99' },
  ApiThrottled: { MetricName: 'Throttles' },
  NightFails: { MetricName: 'Errors', Namespace: 'AWS/Lambda' },
  NightGivenUp: { MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 1 },
  NightMissed: {
    MetricName: 'Invocations',
    Period: 3600,
    EvaluationPeriods: 26,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  },
  NightSetAside: {
    Namespace: 'Apart',
    MetricName: 'nightSetAside',
    Dimensions: [{ Name: 'service', Value: 'nightly' }],
    Threshold: 1,
  },
  SignInFails: { MetricName: 'Errors', Namespace: 'AWS/Lambda' },
  SweepMissed: {
    MetricName: 'Invocations',
    Period: 900,
    EvaluationPeriods: 2,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  },
  TableFails: { Threshold: 5 },
  TableThrottled: { Threshold: 10 },
  WorkGivenUp: { MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 1 },
  WorkWaits: { MetricName: 'ApproximateAgeOfOldestMessage', Threshold: 2700, Statistic: 'Maximum' },
};

describe('alarms', () => {
  it('watch over all that can go wrong', () => {
    expect(alarms.map(([name]) => name).sort()).toEqual(Object.keys(WATCHED));
  });

  it.each(alarms)('%s looks at the right figure', (name, properties) => {
    expect(properties).toMatchObject(WATCHED[name] ?? {});
  });

  it.each(alarms)('%s tells somebody, in a sentence or two, and when it is over', (_, properties) => {
    const description = properties.AlarmDescription as string;
    expect(description.length).toBeGreaterThanOrEqual(40);
    expect(description).toMatch(/^[A-Z].+\. [A-Z].+\.$/);
    expect(properties.AlarmActions).toHaveLength(1);
    expect(properties.OKActions).toHaveLength(1);
  });

  it.each(alarms)('%s is in docs/operations.md', (name) => {
    expect(readFileSync('docs/operations.md', 'utf8')).toContain(`\`${name}\``);
  });
});
