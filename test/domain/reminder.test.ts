// Long: each test changes one part of the same reminder, which `partsOf` describes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../lib/domain/activity.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import { type Flag, flagsOf } from '../../lib/domain/flag.ts';
import type { FlaggedRule } from '../../lib/domain/flag-key.ts';
import { omit } from '../../lib/domain/omit.ts';
import { reminderOf, type ReminderParts } from '../../lib/domain/reminder.ts';
import { anyDayNear, anyFlaggedCopy } from '../../testing/arbitraries.ts';
import {
  aBranch,
  aCopy,
  aFlag,
  aHold,
  aLoan,
  anActivity,
  aReservationBlock,
  blocksOf,
  OWN,
  TODAY,
} from '../../testing/builders.ts';

const balie = ['balie@oosterhout.example.nl'];
const admins = ['beheer@netwerk.example.nl'];
const kbw = anActivity({ endDate: '2026-10-11' });
const summer = anActivity({ id: 'a2', name: 'Zomer', endDate: '2026-09-27' });

/** A listed flag that was mailed on these days. */
const mailed = (over: Partial<Flag> = {}, ...remindedOn: readonly string[]) => ({
  ...aFlag(over),
  remindedOn,
});

const onLoan = (copyId: string, activityId = 'a1') =>
  mailed({ kind: 'loan-block-left-on', copyId, activityId });

/** A block without an end, for no activity. */
const endless = (copyId: string) => ({
  ...omit(mailed({ kind: 'block-without-end', copyId }), 'activityId'),
  block: 'reservation' as const,
});

/** A copy that lacks the block of its standing rule. */
const lacking = (copyId: string, rule: Partial<FlaggedRule> = {}) => ({
  ...omit(mailed({ kind: 'rule-not-applied', copyId }), 'activityId'),
  rule: { collection: 'SINT', code: 8 as const, ...rule },
});

const copiesOf = (...copies: readonly Copy[]) => new Map(copies.map((copy) => [copy.copyId, copy]));

const partsOf = (over: Partial<ReminderParts> = {}): ReminderParts => ({
  branch: aBranch({ contacts: balie }),
  day: TODAY,
  flags: [mailed()],
  activities: new Map<string, Activity>([
    ['a1', kbw],
    ['a2', summer],
  ]),
  copies: copiesOf(
    aCopy(),
    aCopy({ copyId: '2906', titleId: 'T2' }),
    aCopy({ copyId: '2907', titleId: 'T3' }),
    aCopy({ copyId: '2904', titleId: 'T3' }),
  ),
  titles: new Map([
    ['T1', 'Pluk van de Petteflet'],
    ['T2', 'Otje'],
    ['T3', 'Één dag'],
  ]),
  admins,
  ...over,
});

const linesOf = (over: Partial<ReminderParts>) =>
  reminderOf(partsOf(over)).groups.flatMap(({ lines }) => lines);

describe('N3: a reminder', () => {
  it('says which branch, which day, what is left on, since when and after what', () => {
    expect(reminderOf(partsOf())).toStrictEqual({
      branchId: OWN,
      branchName: 'Oosterhout',
      day: TODAY,
      tone: 'first',
      to: balie,
      cc: [],
      groups: [
        {
          activity: { id: 'a1', name: 'Kinderboekenweek', lastDay: '2026-10-11' },
          lines: [
            {
              copyId: '2905',
              title: 'Pluk van de Petteflet',
              flags: [{ kind: 'reservation-block-left-on', since: TODAY }],
            },
          ],
        },
      ],
      apart: 1,
      lacking: 0,
    });
  });

  it('A3: names the last day on which the activity was there where it was closed early', () => {
    const activities = new Map([['a1', { ...kbw, endDate: '2026-10-18', closedOn: '2026-10-10' }]]);
    expect(reminderOf(partsOf({ activities })).groups[0]?.activity?.lastDay).toBe('2026-10-10');
  });
});

describe('N3: what was left on after one activity stands together', () => {
  it('what has been over longest first, blocks without an end last, in whatever order they are listed', () => {
    const flags = [endless('2905'), onLoan('2905'), onLoan('2906', 'a2'), endless('2906'), onLoan('2907')];
    fc.assert(
      fc.property(fc.shuffledSubarray(flags, { minLength: flags.length }), (listed) => {
        const { groups } = reminderOf(partsOf({ flags: listed }));
        expect(
          groups.map(({ activity, lines }) => [activity?.name, lines.map(({ copyId }) => copyId)]),
        ).toEqual([
          ['Zomer', ['2906']],
          ['Kinderboekenweek', ['2907', '2905']],
          [undefined, ['2906', '2905']],
        ]);
      }),
    );
  });

  it('in the order of their titles, as Dutch readers look them up, and then of their barcodes', () => {
    const flags = ['2905', '2907', '2906', '2904'].map((copyId) => onLoan(copyId));
    expect(linesOf({ flags }).map(({ copyId, title }) => [title, copyId])).toEqual([
      ['Één dag', '2904'],
      ['Één dag', '2907'],
      ['Otje', '2906'],
      ['Pluk van de Petteflet', '2905'],
    ]);
  });

  it('one line per copy, with every reason, oldest first, and then by kind', () => {
    const flags = [
      mailed({ kind: 'special-card-not-checked-in', since: '2026-10-12' }),
      mailed({ kind: 'reservation-block-left-on', since: '2026-10-12' }),
      mailed({ kind: 'loan-block-left-on', since: '2026-10-11' }),
    ];
    expect(linesOf({ flags })).toEqual([
      {
        copyId: '2905',
        title: 'Pluk van de Petteflet',
        flags: [
          { kind: 'loan-block-left-on', since: '2026-10-11' },
          { kind: 'reservation-block-left-on', since: '2026-10-12' },
          { kind: 'special-card-not-checked-in', since: '2026-10-12' },
        ],
      },
    ]);
  });

  it('a copy with something of two activities has a line under each, and is counted once', () => {
    const reminder = reminderOf(partsOf({ flags: [onLoan('2905'), onLoan('2905', 'a2'), onLoan('2906')] }));
    expect(reminder.groups.map(({ lines }) => lines.length)).toEqual([1, 2]);
    expect([reminder.apart, reminder.lacking]).toEqual([2, 0]);
  });
});

describe('N2: copies that lack the block of their standing rule', () => {
  it('stand together by collection, after activities and before blocks without an end', () => {
    const kerst = lacking('2906', { collection: 'KERST', code: 7 });
    const flags = [endless('2905'), lacking('2907'), kerst, onLoan('2905'), lacking('2905')];
    fc.assert(
      fc.property(fc.shuffledSubarray(flags, { minLength: flags.length }), (listed) => {
        const { groups } = reminderOf(partsOf({ flags: listed }));
        expect(
          groups.map(({ activity, rule, lines }) => [
            activity?.name ?? rule,
            lines.map(({ copyId }) => copyId),
          ]),
        ).toEqual([
          ['Kinderboekenweek', ['2905']],
          [{ collection: 'KERST', code: 7 }, ['2906']],
          [{ collection: 'SINT', code: 8 }, ['2907', '2905']],
          [undefined, ['2905']],
        ]);
      }),
    );
  });

  it('stand apart from an activity with the name of their collection', () => {
    const activities = new Map([['SINT', { ...kbw, id: 'SINT' }]]);
    const flags = [lacking('2905'), onLoan('2905', 'SINT')];
    expect(reminderOf(partsOf({ activities, flags })).groups).toHaveLength(2);
  });

  it('are counted by themselves: a copy that is also left on counts as both', () => {
    const flags = [onLoan('2905'), lacking('2905'), lacking('2906'), lacking('2907')];
    expect(reminderOf(partsOf({ flags }))).toMatchObject({ apart: 1, lacking: 3 });
  });

  it('name the activity of their rule, by its id where it is gone, and its contacts are told as well', () => {
    const activities = new Map([['a1', { ...kbw, contacts: ['jeugd@oosterhout.example.nl'] }]]);
    const flags = [lacking('2905', { branchId: OWN, activityId: 'a1' })];
    const { to, groups } = reminderOf(partsOf({ activities, flags }));
    expect(to).toEqual([...balie, 'jeugd@oosterhout.example.nl']);
    expect(groups[0]?.rule).toEqual({ collection: 'SINT', code: 8, activity: 'Kinderboekenweek' });
    expect(reminderOf(partsOf({ activities: new Map(), flags })).groups[0]?.rule?.activity).toBe('a1');
  });
});

describe('N3: a line lets staff find the copy', () => {
  const card = aLoan({ patronId: 'S1', special: true, label: 'Vitrine hal', activityId: 'a1' });
  it.each<[string, Partial<Copy>, object]>([
    ['by its title alone', {}, {}],
    ['by its shelfmark', { shelfmark: 'AK Schmidt' }, { shelfmark: 'AK Schmidt' }],
    ['by the special card that it is on', { loan: card }, { label: 'Vitrine hal' }],
    ['not by a special card without a label', { loan: aLoan({ special: true }) }, {}],
    ['P2: not by who has it on loan', { loan: aLoan({ label: 'mevrouw De Vries' }) }, {}],
  ])('%s', (_name, over, found) => {
    expect(linesOf({ copies: copiesOf(aCopy(over)) })).toStrictEqual([
      {
        copyId: '2905',
        title: 'Pluk van de Petteflet',
        ...found,
        flags: [{ kind: 'reservation-block-left-on', since: TODAY }],
      },
    ]);
  });

  it.each<[string, Partial<ReminderParts>]>([
    ['a copy that is gone', { copies: new Map() }],
    ['a title that is gone', { titles: new Map() }],
  ])('by its barcode where it is of %s', (_name, over) => {
    expect(linesOf(over).map(({ title }) => title)).toEqual(['2905']);
  });

  it('what is left of an activity that is gone stands without one', () => {
    const { groups } = reminderOf(partsOf({ activities: new Map() }));
    expect(groups.map((group) => 'activity' in group)).toEqual([false]);
  });
});

describe('N3: who gets it, and how it sounds', () => {
  const withContacts = { ...kbw, contacts: ['jeugd@oosterhout.example.nl'] };
  const activities = new Map([
    ['a1', withContacts],
    ['a2', { ...summer, contacts: ['zomer@x.example.nl'] }],
  ]);
  const today = mailed();
  const lastWeek = mailed({ copyId: '2906' }, '2026-10-05');
  const before = mailed({ copyId: '2907' }, '2026-09-28', '2026-10-05');
  const own = [...balie, 'jeugd@oosterhout.example.nl'];
  it.each<[string, Partial<ReminderParts>, object]>([
    [
      'the branch and the activities in it, no others',
      { flags: [today] },
      { tone: 'first', to: own, cc: [] },
    ],
    ['one that comes back', { flags: [today, lastWeek] }, { tone: 'again', to: own, cc: [] }],
    [
      'one that was first mailed 14 days ago',
      { flags: [lastWeek, before] },
      { tone: 'escalated', to: own, cc: admins },
    ],
    [
      'a branch without contacts',
      { flags: [endless('2905')], branch: aBranch() },
      { tone: 'first', to: admins, cc: [] },
    ],
    [
      'a branch with an empty list of contacts',
      { flags: [endless('2905')], branch: aBranch({ contacts: [] }) },
      { tone: 'first', to: admins, cc: [] },
    ],
    [
      'a branch without contacts, an activity with some',
      { flags: [today], branch: aBranch() },
      { tone: 'first', to: ['jeugd@oosterhout.example.nl'], cc: admins },
    ],
    ['nobody is known', { branch: aBranch(), activities: new Map(), admins: [] }, { to: [], cc: [] }],
  ])('%s', (_name, over, expected) => {
    expect(reminderOf(partsOf({ activities, ...over }))).toMatchObject(expected);
  });
});

describe('N3, P2: nothing in it about patrons, no card’s number', () => {
  const CARD_NUMBER = '29801002576';

  it('whoever has the copy, waits for it or put the block on it', () => {
    const copy = aCopy({
      blocks: blocksOf(aReservationBlock({ activityId: 'a1', reason: 'voor 29801002576' })),
      loan: aLoan({ patronId: CARD_NUMBER, special: true, label: 'Vitrine hal' }),
      hold: aHold({ patronId: CARD_NUMBER }),
    });
    const text = JSON.stringify(reminderOf(partsOf({ copies: copiesOf(copy) })));
    expect(text).toContain('Vitrine hal');
    expect(text).not.toContain(CARD_NUMBER);
    expect(text).not.toContain('staff-BR2');
  });

  it('whatever the copies and their flags, each copy is in it, and no card', () => {
    const anyCopies = fc.array(anyFlaggedCopy, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(anyCopies, anyDayNear, (some, day) => {
        const all = some.map((copy, index) => ({
          ...copy,
          copyId: `copy-${index}`,
          ...(copy.loan && { loan: { ...copy.loan, patronId: CARD_NUMBER } }),
        }));
        const flags = all.flatMap((copy) =>
          [...flagsOf(copy).values()].map((flag) => ({ ...flag, remindedOn: [] })),
        );
        const reminder = reminderOf(partsOf({ day, flags, copies: copiesOf(...all) }));
        expect(JSON.stringify(reminder)).not.toContain(CARD_NUMBER);
        const lines = reminder.groups.flatMap((group) => group.lines);
        expect(lines.flatMap((line) => line.flags).length).toBe(flags.length);
        const copiesOfRules = (isRule: boolean) =>
          new Set(flags.flatMap(({ copyId, rule }) => (Boolean(rule) === isRule ? [copyId] : []))).size;
        expect([reminder.apart, reminder.lacking]).toEqual([copiesOfRules(false), copiesOfRules(true)]);
        for (const group of reminder.groups) {
          const ids = group.lines.map(({ copyId }) => copyId);
          expect(new Set(ids).size).toBe(ids.length);
        }
      }),
    );
  });
});
