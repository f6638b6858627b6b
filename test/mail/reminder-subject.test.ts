import { describe, expect, it } from 'vitest';
import type { Reminder, ReminderGroup } from '../../lib/domain/reminder.ts';
import { subjectOf } from '../../lib/mail/reminder-view.ts';
import { aGroup, anEndlessGroup, aReminder, aRuleGroup } from '../../testing/reminder-builders.ts';

const after = (name: string, lastDay = '2026-10-11'): ReminderGroup =>
  aGroup({ activity: { id: name.toLowerCase(), name, lastDay } });

const kbw = after('Kinderboekenweek');
const longOver = after('Zomerlezen', '2026-09-27');
const endless = anEndlessGroup();

type Wording = readonly [Reminder['tone'], string, readonly ReminderGroup[], apart: number, subject: string];

const subjects: readonly Wording[] = [
  ['first', 'one copy', [kbw], 1, 'Oosterhout: na Kinderboekenweek staat nog 1 exemplaar apart'],
  ['first', 'two copies', [kbw], 2, 'Oosterhout: na Kinderboekenweek staan nog 2 exemplaren apart'],
  ['first', 'thousands', [kbw], 1234, 'Oosterhout: na Kinderboekenweek staan nog 1.234 exemplaren apart'],
  [
    'first',
    'two activities',
    [longOver, kbw],
    3,
    'Oosterhout: na Zomerlezen en 1 andere staan nog 3 exemplaren apart',
  ],
  [
    'first',
    'three activities, and a block without end',
    [longOver, kbw, after('Pasen'), endless],
    1,
    'Oosterhout: na Zomerlezen en 2 andere staat nog 1 exemplaar apart',
  ],
  [
    'first',
    'an activity, and a block without end',
    [kbw, endless],
    2,
    'Oosterhout: na Kinderboekenweek staan nog 2 exemplaren apart',
  ],
  ['first', 'one block without end', [endless], 1, 'Oosterhout: 1 exemplaar staat al lang apart'],
  ['first', 'two blocks without end', [endless], 2, 'Oosterhout: 2 exemplaren staan al lang apart'],
  ['again', 'one copy', [kbw], 1, 'Herinnering: Oosterhout heeft nog 1 exemplaar apart staan'],
  ['again', 'two copies', [kbw], 2, 'Herinnering: Oosterhout heeft nog 2 exemplaren apart staan'],
  [
    'again',
    'one block without end',
    [endless],
    1,
    'Herinnering: Oosterhout heeft nog 1 exemplaar apart staan',
  ],
  [
    'escalated',
    'one day, one copy',
    [kbw],
    1,
    'Al 1 dag afgelopen: Oosterhout heeft nog 1 exemplaar apart staan',
  ],
  [
    'escalated',
    'the days of what has been over longest',
    [longOver, kbw, endless],
    4,
    'Al 15 dagen afgelopen: Oosterhout heeft nog 4 exemplaren apart staan',
  ],
  [
    'escalated',
    'one block without end',
    [endless],
    1,
    'Al weken geleden gemeld: Oosterhout heeft nog 1 exemplaar apart staan',
  ],
  [
    'escalated',
    'two blocks without end',
    [endless],
    2,
    'Al weken geleden gemeld: Oosterhout heeft nog 2 exemplaren apart staan',
  ],
];

describe('N3: the subject says where, after what, and how many', () => {
  it.for(subjects)('%s, %s', ([tone, , groups, apart, subject]) => {
    expect(subjectOf(aReminder({ tone, groups, apart }))).toBe(subject);
  });

  it.each<[Reminder['tone'], number, string]>([
    ['first', 1, 'Oosterhout: 1 exemplaar mist de blokkade van zijn vaste regel'],
    ['first', 1234, 'Oosterhout: 1.234 exemplaren missen de blokkade van hun vaste regel'],
    ['again', 1, 'Herinnering: Oosterhout heeft nog 1 exemplaar zonder de blokkade van zijn vaste regel'],
    ['again', 2, 'Herinnering: Oosterhout heeft nog 2 exemplaren zonder de blokkade van hun vaste regel'],
    [
      'escalated',
      1,
      'Al weken geleden gemeld: Oosterhout heeft nog 1 exemplaar zonder de blokkade van zijn vaste regel',
    ],
    [
      'escalated',
      2,
      'Al weken geleden gemeld: Oosterhout heeft nog 2 exemplaren zonder de blokkade van hun vaste regel',
    ],
  ])('%s, only copies without the block of their standing rule: %i', (tone, lacking, subject) => {
    expect(subjectOf(aReminder({ tone, groups: [aRuleGroup()], apart: 0, lacking }))).toBe(subject);
  });

  it.each<[Reminder['tone'], ReminderGroup, string]>([
    ['first', kbw, 'Oosterhout: na Kinderboekenweek staat nog 1 exemplaar apart'],
    ['first', endless, 'Oosterhout: 1 exemplaar staat al lang apart'],
    ['again', kbw, 'Herinnering: Oosterhout heeft nog 1 exemplaar apart staan'],
    ['escalated', kbw, 'Al 1 dag afgelopen: Oosterhout heeft nog 1 exemplaar apart staan'],
  ])('%s, beside such copies: what is left on, and how many of that', (tone, group, subject) => {
    expect(subjectOf(aReminder({ tone, groups: [group, aRuleGroup()], lacking: 3 }))).toBe(subject);
  });

  const named = (over: Partial<Reminder>, name: string) =>
    subjectOf(aReminder({ ...over, groups: [after(name)] }));

  it.each([
    ['signs of HTML', 'Vos & <Haas>', 'Oosterhout: na Vos & <Haas> staat nog 1 exemplaar apart'],
    ['signs of ICU', "'{n}' #", "Oosterhout: na '{n}' # staat nog 1 exemplaar apart"],
    ['an emoji', 'Kerst 🎄', 'Oosterhout: na Kerst 🎄 staat nog 1 exemplaar apart'],
    ['a new line', 'Kerst\r\nBcc: x@y.nl', 'Oosterhout: na Kerst Bcc: x@y.nl staat nog 1 exemplaar apart'],
  ])('is one line of plain words, with %s in a name', (_name, name, subject) => {
    expect(named({}, name)).toBe(subject);
  });

  it('is one line whatever the branch is called', () => {
    expect(named({ branchName: 'Ooster\nhout', tone: 'again' }, 'Kerst')).toBe(
      'Herinnering: Ooster hout heeft nog 1 exemplaar apart staan',
    );
  });
});
