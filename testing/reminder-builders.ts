import type { Reminder, ReminderGroup, ReminderLine } from '../lib/domain/reminder.ts';
import { TODAY } from './builders.ts';

/** The address of the staff client, for tests. */
export const WEB_URL = 'https://apart.example.nl/';

/** A copy that still has a reservation block. */
export const aLine = (over: Partial<ReminderLine> = {}): ReminderLine => ({
  copyId: '03141000160',
  title: 'Pluk van de Petteflet',
  flags: [{ kind: 'reservation-block-left-on', since: TODAY }],
  ...over,
});

/** Copies with blocks of the Kinderboekenweek, which ended yesterday. */
export const aGroup = (over: Partial<ReminderGroup> = {}): ReminderGroup => ({
  activity: { id: 'kbw-2026', name: 'Kinderboekenweek', lastDay: '2026-10-11' },
  lines: [aLine()],
  ...over,
});

/** Blocks without an end. */
export const anEndlessGroup = (over: Partial<ReminderLine> = {}): ReminderGroup => ({
  lines: [aLine({ flags: [{ kind: 'block-without-end', since: TODAY }], ...over })],
});

/** Copies of the Sinterklaas collection without the block of its standing rule. */
export const aRuleGroup = (over: Partial<ReminderGroup> = {}): ReminderGroup => ({
  rule: { collection: 'SINT', code: 8 },
  lines: [aLine({ flags: [{ kind: 'rule-not-applied', since: TODAY }] })],
  ...over,
});

/** The first reminder to Oosterhout, about one copy. */
export const aReminder = (over: Partial<Reminder> = {}): Reminder => ({
  branchId: 'OOS',
  branchName: 'Oosterhout',
  day: TODAY,
  tone: 'first',
  to: ['jeugd@oosterhout.example.nl'],
  cc: [],
  groups: [aGroup()],
  apart: 1,
  lacking: 0,
  ...over,
});

/** The given number of different copies. */
export const lines = (n: number): readonly ReminderLine[] =>
  Array.from({ length: n }, (_, index) => aLine({ copyId: `0314${index + 1}`, title: `Deel ${index + 1}` }));

/** A reminder with all that a reminder can contain, for a screenshot. */
export const aFullReminder = (): Reminder =>
  aReminder({
    tone: 'escalated',
    cc: ['beheer@netwerk.example.nl'],
    apart: 6,
    groups: [
      aGroup({
        activity: { id: 'zomer-2026', name: 'Tentoonstelling ‘Zomer in Oosterhout’', lastDay: '2026-09-27' },
        lines: [
          aLine({
            copyId: '03141000285',
            title: 'De zee',
            shelfmark: 'Natuur 578.2',
            label: 'Vitrine hal',
            flags: [
              { kind: 'loan-block-left-on', since: '2026-09-28' },
              { kind: 'special-card-not-checked-in', since: '2026-09-28' },
            ],
          }),
        ],
      }),
      aGroup({
        lines: [
          aLine({ shelfmark: 'AK Bruna' }),
          aLine({
            copyId: '03141000301',
            title:
              'Het wonderlijke verhaal van de muis die niet in het donker durfde voor te lezen: een prentenboek',
            shelfmark: 'AP Veldhuis',
            flags: [
              { kind: 'reservation-block-left-on', since: TODAY },
              { kind: 'loan-block-left-on', since: TODAY },
            ],
          }),
          aLine({ copyId: '03141000327', title: 'Otje', shelfmark: 'B Schmidt' }),
        ],
      }),
      {
        lines: [
          aLine({
            copyId: '03141000343',
            title: 'Atlas van de wijk, 1850–1950',
            shelfmark: 'Streek 937.2',
            flags: [{ kind: 'block-without-end', since: '2026-10-05' }],
          }),
          aLine({
            copyId: '03141000350',
            title: 'Oosterhout in oude ansichten',
            flags: [{ kind: 'block-without-end', since: TODAY }],
          }),
        ],
      },
    ],
  });
