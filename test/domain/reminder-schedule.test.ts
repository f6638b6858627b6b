import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  nextReminderDay,
  recipientsOf,
  toneOf,
  type ReminderTone,
} from '../../lib/domain/reminder-schedule.ts';
import { anyDay, dayFrom } from '../../testing/arbitraries.ts';
import { TODAY } from '../../testing/builders.ts';

const MS_PER_DAY = 86_400_000;
const daysFrom = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / MS_PER_DAY;

describe('N3: a flag is mailed the first night, then every 7 days, counted from its first mail', () => {
  it.each<[string, string, readonly string[], string]>([
    ['never mailed: the night it is raised', '2026-10-12', [], '2026-10-12'],
    ['mailed once', '2026-10-12', ['2026-10-12'], '2026-10-19'],
    ['mailed twice', '2026-10-12', ['2026-10-12', '2026-10-19'], '2026-10-26'],
    ['mailed three times', '2026-10-12', ['2026-10-12', '2026-10-19', '2026-10-26'], '2026-11-02'],
    ['the first mail late: counted from that mail', '2026-10-12', ['2026-10-14'], '2026-10-21'],
    [
      'the second a day late: the third on its own day',
      '2026-10-12',
      ['2026-10-12', '2026-10-20'],
      '2026-10-26',
    ],
    ['the second six days late', '2026-10-12', ['2026-10-12', '2026-10-25'], '2026-10-26'],
    ['the second a week late: one is left out', '2026-10-12', ['2026-10-12', '2026-10-26'], '2026-11-02'],
    ['mailed again too early', '2026-10-12', ['2026-10-12', '2026-10-13'], '2026-10-19'],
    ['over the end of summer time', '2026-10-20', ['2026-10-20'], '2026-10-27'],
    ['onto the day of 25 hours', '2026-10-18', ['2026-10-18'], '2026-10-25'],
    ['from the day of 25 hours', '2026-10-11', ['2026-10-11', '2026-10-25'], '2026-11-01'],
    ['over the start of summer time', '2026-03-26', ['2026-03-26'], '2026-04-02'],
    ['onto the day of 23 hours', '2026-03-15', ['2026-03-15', '2026-03-22'], '2026-03-29'],
    ['from the day of 23 hours', '2026-03-15', ['2026-03-15', '2026-03-29'], '2026-04-05'],
    ['over the year’s end', '2026-12-20', ['2026-12-20', '2026-12-27'], '2027-01-03'],
    ['over leap day', '2028-02-22', ['2028-02-22', '2028-02-29'], '2028-03-07'],
  ])('%s', (_name, since, remindedOn, next) => {
    expect(nextReminderDay(since, remindedOn)).toBe(next);
  });

  it('the next day is later than the last, by 7 days at the most, and whole weeks from the first', () => {
    const anyGaps = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 8 });
    fc.assert(
      fc.property(anyDay, anyGaps, (first, gaps) => {
        let last = first;
        const remindedOn = [first, ...gaps.map((gap) => (last = dayFrom(last, gap)))];
        const next = nextReminderDay('1900-01-01', remindedOn);
        expect(next > last).toBe(true);
        expect(daysFrom(last, next)).toBeLessThanOrEqual(7);
        expect(daysFrom(first, next) % 7).toBe(0);
      }),
    );
  });

  it('night by night: on days 0, 7, 14, 21 and so on, whatever the calendar does meanwhile', () => {
    fc.assert(
      fc.property(anyDay, (since) => {
        const mailed: string[] = [];
        for (let night = 0; night < 60; night++) {
          const day = dayFrom(since, night);
          if (nextReminderDay(since, mailed) <= day) mailed.push(day);
        }
        expect(mailed.map((day) => daysFrom(since, day))).toEqual([0, 7, 14, 21, 28, 35, 42, 49, 56]);
      }),
    );
  });

  it('a night that was missed is made up for the next one, and shifts no other', () => {
    const missed = [7, 8, 20, 21];
    const mailed: string[] = [];
    for (let night = 0; night < 30; night++) {
      const day = dayFrom(TODAY, night);
      if (!missed.includes(night) && nextReminderDay(TODAY, mailed) <= day) mailed.push(day);
    }
    expect(mailed.map((day) => daysFrom(TODAY, day))).toEqual([0, 9, 14, 22, 28]);
  });
});

describe('N3: how a mail sounds', () => {
  it.each<[string, readonly (readonly string[])[], string, ReminderTone]>([
    ['nothing was mailed before', [[], []], TODAY, 'first'],
    ['something was', [[], ['2026-10-05']], TODAY, 'again'],
    ['everything was', [['2026-10-05'], ['2026-10-05']], TODAY, 'again'],
    ['13 days after the first mail', [['2026-09-29']], TODAY, 'again'],
    ['14 days after the first mail', [['2026-09-28', '2026-10-05']], TODAY, 'escalated'],
    ['longer after it', [['2026-09-01', '2026-10-05']], TODAY, 'escalated'],
    ['one of many 14 days after', [[], ['2026-10-05'], ['2026-09-28']], TODAY, 'escalated'],
    ['counted from the first mail, not from the last', [['2026-09-28', '2026-10-11']], TODAY, 'escalated'],
    ['each counts its own days', [['2026-10-01'], ['2026-10-05']], TODAY, 'again'],
    ['13 days after, over the end of summer time', [['2026-10-20']], '2026-11-02', 'again'],
    ['14 days after, over the end of summer time', [['2026-10-20']], '2026-11-03', 'escalated'],
    ['14 days after, over the start of summer time', [['2026-03-22']], '2026-04-05', 'escalated'],
    ['13 days after, over the year’s end', [['2026-12-25']], '2027-01-07', 'again'],
    ['14 days after, over the year’s end', [['2026-12-25']], '2027-01-08', 'escalated'],
  ])('%s', (_name, mailed, day, tone) => {
    expect(toneOf(mailed, day)).toBe(tone);
  });
});

describe('N3: who gets a reminder', () => {
  const branch = ['balie@oosterhout.example.nl'];
  const activities = ['jeugd@oosterhout.example.nl', 'sint@oosterhout.example.nl'];
  const admins = ['beheer@netwerk.example.nl'];
  it.for<
    [
      string,
      readonly string[],
      readonly string[],
      readonly string[],
      ReminderTone,
      readonly string[],
      readonly string[],
    ]
  >([
    ['the contacts of the branch', branch, [], admins, 'first', branch, []],
    ['and of the activities', branch, activities, admins, 'first', [...branch, ...activities], []],
    ['the second time too', branch, activities, admins, 'again', [...branch, ...activities], []],
    [
      'after 14 days the admins as well',
      branch,
      activities,
      admins,
      'escalated',
      [...branch, ...activities],
      admins,
    ],
    ['a branch without contacts: the admins at once', [], [], admins, 'first', admins, []],
    [
      'its activities have some: the admins beside them, at once',
      [],
      activities,
      admins,
      'first',
      activities,
      admins,
    ],
    ['and the second time', [], activities, admins, 'again', activities, admins],
    ['without contacts, after 14 days', [], [], admins, 'escalated', admins, []],
    ['nobody is known', [], [], [], 'escalated', [], []],
    ['no admins are known', branch, [], [], 'escalated', branch, []],
    [
      'a contact of both, once',
      branch,
      [...branch, ...activities],
      [],
      'first',
      [...branch, ...activities],
      [],
    ],
    ['an admin who is a contact, once', branch, [...admins], admins, 'escalated', [...branch, ...admins], []],
  ])('%s', ([, ofBranch, ofActivities, ofNetwork, tone, to, cc]) => {
    expect(recipientsOf({ branch: ofBranch, activities: ofActivities }, ofNetwork, tone)).toEqual({ to, cc });
  });

  it.for<[string, readonly string[], readonly string[], readonly string[], number, number]>([
    ['within the branch', ['Balie@x.nl', 'balie@X.nl'], [], [], 1, 0],
    ['of branch and activity', ['Balie@x.nl'], ['BALIE@x.nl', 'jeugd@x.nl'], [], 2, 0],
    ['of contact and admin', ['Balie@x.nl'], [], ['balie@x.nl', 'beheer@x.nl'], 1, 1],
    ['among the admins', ['balie@x.nl'], [], ['Beheer@x.nl', 'beheer@x.nl'], 1, 1],
    ['among the admins, who are all there is', [], [], ['Beheer@x.nl', 'beheer@x.nl'], 1, 0],
  ])('capitals make no other address: %s', ([, ofBranch, ofActivities, ofNetwork, to, cc]) => {
    const all = recipientsOf({ branch: ofBranch, activities: ofActivities }, ofNetwork, 'escalated');
    expect([all.to.length, all.cc.length]).toEqual([to, cc]);
  });

  it('nobody twice, no contact left out, and no admin unless they are to see it', () => {
    const anyAddresses = fc.array(
      fc.constantFrom('a@x.nl', 'A@x.nl', 'b@x.nl', 'B@X.NL', 'c@x.nl', 'd@x.nl', 'e@x.nl'),
      { maxLength: 4 },
    );
    const lower = (addresses: readonly string[]) => addresses.map((address) => address.toLowerCase());
    const anyTone = fc.constantFrom('first', 'again', 'escalated');
    fc.assert(
      fc.property(
        anyAddresses,
        anyAddresses,
        anyAddresses,
        anyTone,
        (ofBranch, ofActivities, admins, tone) => {
          const { to, cc } = recipientsOf({ branch: ofBranch, activities: ofActivities }, admins, tone);
          const all = lower([...to, ...cc]);
          expect(new Set(all).size).toBe(all.length);
          const contacts = lower([...ofBranch, ...ofActivities]);
          const seeIt = tone === 'escalated' || ofBranch.length === 0 ? lower(admins) : [];
          expect(new Set(all)).toEqual(new Set([...contacts, ...seeIt]));
          if (all.length > 0) expect(to.length).toBeGreaterThan(0);
          if (contacts.length > 0) expect(new Set(lower(to))).toEqual(new Set(contacts));
        },
      ),
    );
  });
});
