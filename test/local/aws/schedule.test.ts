import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { cronerExpression, keepSchedule, scheduleOf } from '../../../local/aws/scheduler/schedule.ts';
import { shifted } from '../../../local/clock.ts';
import { resourcesIn } from '../../../local/template/template.ts';

const night = (expression = 'cron(30 3 * * ? *)') => {
  const [resource] = resourcesIn([
    {
      name: 'Service',
      template: {
        Resources: {
          Night: {
            Type: 'AWS::Scheduler::Schedule',
            Properties: {
              ScheduleExpression: expression,
              ScheduleExpressionTimezone: 'Europe/Amsterdam',
              Target: { Arn: 'arn:night', Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}' },
            },
          },
        },
      },
    },
  ]);
  if (resource === undefined) throw new Error('no schedule');
  return scheduleOf(resource);
};

describe('the schedule', () => {
  test.each([
    ['in winter', '2026-11-23T12:00:00Z', '2026-11-24T02:30:00.000Z'],
    ['in summer', '2026-07-09T12:00:00Z', '2026-07-10T01:30:00.000Z'],
    ['the night that the clock goes forward', '2026-03-28T12:00:00Z', '2026-03-29T01:30:00.000Z'],
    ['the night that the clock goes back', '2026-10-24T12:00:00Z', '2026-10-25T02:30:00.000Z'],
    ['at the very moment: the next night', '2026-11-24T02:30:00Z', '2026-11-25T02:30:00.000Z'],
  ])('is due at half past three in Amsterdam: %s', (_, after, due) => {
    expect(night().next(new Date(after))?.toISOString()).toBe(due);
  });

  it('tells its target when it was due, to the second', () => {
    expect(night().inputAt(new Date('2026-11-24T02:30:00Z'))).toEqual({
      scheduledTime: '2026-11-24T02:30:00Z',
    });
  });

  test.each([
    ['30 3 * * ? *', '0 30 3 * * * *'],
    ['0 12 ? * 2-6 *', '0 0 12 * * 1-5 *'],
    ['0 12 ? * MON,FRI 2027', '0 0 12 * * MON,FRI 2027'],
    ['0 12 ? * 6#3 *', '0 0 12 * * 5#3 *'],
    ['0/15 9 L * ? *', '0 0/15 9 L * * *'],
  ])('%s is %s to croner', (aws, croner) => {
    expect(cronerExpression(aws)).toBe(croner);
  });

  it('that is neither a cron expression nor a rate stops the start', () => {
    expect(() => night('at(2026-11-24T03:30:00)')).toThrow(
      'The local system cannot keep the schedule Night: at(2026-11-24T03:30:00).',
    );
  });

  test.each(['rate(0 minutes)', 'rate(1 week)', 'rate(minute)'])(
    'that is no rate stops the start: %s',
    (rate) => {
      expect(() => night(rate)).toThrow('cannot keep the schedule Night');
    },
  );

  test.each([
    ['rate(1 minute)', '2026-11-24T02:31:00.000Z'],
    ['rate(15 minutes)', '2026-11-24T02:45:00.000Z'],
    ['rate(2 hours)', '2026-11-24T04:30:00.000Z'],
    ['rate(1 day)', '2026-11-25T02:30:00.000Z'],
  ])('%s begins at once, and goes on at its pace', (rate, second) => {
    const now = new Date('2026-11-24T02:30:00Z');
    expect(night(rate).first(now)).toEqual(now);
    expect(night(rate).next(now)?.toISOString()).toBe(second);
  });
});

describe('keeping a schedule', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const kept = (days: number, expression?: string) => {
    const runs: string[] = [];
    const stop = keepSchedule(
      night(expression),
      () => shifted(new Date(), days),
      (scheduled) => runs.push(scheduled.toISOString()),
    );
    return { runs, stop };
  };
  const hours = (count: number): void => void vi.advanceTimersByTime(count * 3_600_000);

  it('runs nothing at the start, and then once a night', () => {
    const { runs, stop } = kept(0);
    hours(14);
    expect(runs).toEqual([]);
    hours(1);
    expect(runs).toEqual(['2026-11-24T02:30:00.000Z']);
    hours(48);
    stop();
    expect(runs).toHaveLength(3);
  });

  it('at a rate, runs at the start and then at its pace', () => {
    const { runs, stop } = kept(0, 'rate(20 minutes)');
    vi.advanceTimersByTime(0);
    expect(runs).toEqual(['2026-11-23T12:00:00.000Z']);
    hours(1);
    stop();
    expect(runs).toEqual([
      '2026-11-23T12:00:00.000Z',
      '2026-11-23T12:20:00.000Z',
      '2026-11-23T12:40:00.000Z',
      '2026-11-23T13:00:00.000Z',
    ]);
  });

  it('goes by the shifted clock, at its half past three', () => {
    const { runs, stop } = kept(shiftToSummer);
    hours(24);
    stop();
    expect(runs).toEqual(['2027-07-02T01:30:00.000Z']);
  });

  it('does not catch up with a night that the machine slept through', () => {
    const { runs, stop } = kept(0);
    vi.setSystemTime(new Date('2026-11-24T09:00:00Z'));
    hours(1);
    stop();
    expect(runs).toEqual([]);
  });

  it('stops', () => {
    const { runs, stop } = kept(0);
    stop();
    hours(48);
    expect(runs).toEqual([]);
  });
});

const shiftToSummer = 220;
