// Long: two tables of short histories face each other: those that cannot be, those that can.
import { describe, expect, it } from 'vitest';
import { wrongWithTitle } from '../../proof/consistency/checker/titles.ts';
import { emptyTitleState, PATRONS } from '../../proof/consistency/library.ts';
import type { Command } from '../../proof/consistency/model/command.ts';
import type { CommandAnswer } from '../../proof/consistency/model/answer.ts';
import type { Facts, Line } from '../../proof/consistency/model/title-state.ts';
import type { Call } from '../../proof/consistency/model/operations.ts';

/** `T01` has both copies at `CEN`; `T02` has one at each branch. */
const [A, B] = ['T01.a', 'T01.b'] as const;
const facts: Facts = { today: '2026-10-12', patrons: PATRONS, over: new Map() };

type Exchange = readonly [Command, CommandAnswer['status'], CommandAnswer['body']?];

/** Calls one after another, a second each. */
const callsOf = (...exchanges: readonly Exchange[]): readonly Call[] =>
  exchanges.map(([command, status, body = {}], second) => ({
    command,
    by: { sub: 'staff' },
    from: second * 1000,
    to: second * 1000 + 900,
    answer: { status, body },
  }));

const wrongIn = (calls: readonly Call[], histories?: Facts['histories']): string | undefined =>
  wrongWithTitle({ titleId: 'T01', initial: emptyTitleState('T01'), calls }, { ...facts, histories });

const lend = (copyId: string, patronId: string): Command => ({
  do: 'check out',
  copyId,
  patronId,
  branchId: 'CEN',
});
const comeIn = (copyId: string, branchId = 'CEN'): Command => ({
  do: 'check in',
  copyId,
  branchId,
  liftEndedBlocks: false,
});
const reserve = (copyId: string, patronId: string, pickupBranchId = 'CEN'): Command => ({
  do: 'reserve a copy',
  copyId,
  patronId,
  pickupBranchId,
});
const reserveTitle = (patronId: string): Command => ({
  do: 'reserve a title',
  titleId: 'T01',
  patronId,
  pickupBranchId: 'CEN',
});
const block = (copyId: string, code?: 7 | 8): Command => ({
  do: 'set a block',
  copyId,
  block: code === undefined ? { kind: 'loan' } : { kind: 'reservation', code },
});
const lift = (copyId: string, kind: 'loan' | 'reservation'): Command => ({
  do: 'lift a block',
  copyId,
  block: { kind },
});
const reasons = (...codes: readonly string[]) => ({ reasons: codes.map((code) => ({ code })) });
const id = (stamp: number, of: string = A) => ({ id: `c.${of}.${stamp}`, position: 1 });
const ofTitle = (stamp: number) => ({ id: `t.T01.${stamp}`, position: 1 });

describe('what cannot be', () => {
  it.each<[string, readonly Exchange[]]>([
    [
      'two loans of a copy',
      [
        [lend(A, 'P1'), 201],
        [lend(A, 'P2'), 201],
      ],
    ],
    [
      'a loan behind a loan block',
      [
        [block(A), 201],
        [lend(A, 'P1'), 201],
      ],
    ],
    [
      'a loan of what is reserved',
      [
        [reserve(A, 'P1'), 201, id(1)],
        [lend(A, 'P2'), 201],
      ],
    ],
    [
      'a reservation behind code 8',
      [
        [block(A, 8), 201],
        [reserve(A, 'P1'), 201, id(1)],
      ],
    ],
    [
      'a guest’s reservation behind code 7',
      [
        [block(A, 7), 201],
        [reserve(A, 'P3'), 201, id(1)],
      ],
    ],
    [
      'a reservation that leaves its branch',
      [
        [block(A, 7), 201],
        [reserve(A, 'P1', 'NRD'), 201, id(1)],
      ],
    ],
    [
      'two open reservations',
      [
        [reserve(A, 'P1'), 201, id(1)],
        [reserve(A, 'P1'), 201, id(2)],
      ],
    ],
    ['a refusal for nothing', [[lend(A, 'P1'), 409, reasons('copy-on-loan')]]],
    [
      'a refusal for another reason',
      [
        [block(A, 8), 201],
        [reserve(A, 'P3'), 409, reasons('own-patrons-only')],
      ],
    ],
    [
      'the second in line served first',
      [
        [reserve(A, 'P1'), 201, id(1)],
        [reserve(A, 'P2'), 201, { ...id(2), position: 2 }],
        [comeIn(A), 200, { next: 'reservation-shelf', reservation: id(2) }],
      ],
    ],
    [
      'an older one for the title passed over',
      [
        [reserveTitle('P1'), 201, ofTitle(1)],
        [reserve(A, 'P2'), 201, id(2)],
        [comeIn(A), 200, { next: 'reservation-shelf', reservation: id(2) }],
      ],
    ],
    [
      'to the shelf while somebody waits',
      [
        [reserve(A, 'P1'), 201, id(1)],
        [comeIn(A), 200, { next: 'shelf' }],
      ],
    ],
    [
      'a title reservation without a copy that could serve',
      [
        [block(A, 8), 201],
        [block(B, 8), 201],
        [reserveTitle('P1'), 201, ofTitle(1)],
      ],
    ],
    ['a block that was never set lifted', [[lift(A, 'loan'), 200]]],
    [
      'a block set anew that was there',
      [
        [block(A, 8), 201],
        [block(A, 7), 201],
      ],
    ],
    [
      'a cancellation twice',
      [
        [reserve(A, 'P1'), 201, id(1)],
        [{ do: 'cancel', id: id(1).id }, 200],
        [{ do: 'cancel', id: id(1).id }, 200],
      ],
    ],
  ])('%s', (_, exchanges) => {
    expect(wrongIn(callsOf(...exchanges))).toMatch(/cannot all be true/);
  });

  it('is shown without what does not matter', () => {
    const text = wrongIn(
      callsOf(
        [block(B, 8), 201],
        [lend(A, 'P1'), 201],
        [lend(B, 'P3'), 201],
        [comeIn(B), 200, { next: 'shelf' }],
        [lend(A, 'P2'), 201],
        [lift(B, 'reservation'), 200],
      ),
    );
    expect(text).toContain('T01: 2 calls that cannot all be true');
    expect(text).toContain('"patronId":"P1"');
    expect(text).toContain('"patronId":"P2"');
    expect(text).not.toContain('T01.b","patronId"');
  });
});

describe('what can be', () => {
  it.each<[string, readonly Exchange[]]>([
    [
      'a loan after it came in',
      [
        [lend(A, 'P1'), 201],
        [comeIn(A), 200, { next: 'shelf' }],
        [lend(A, 'P2'), 201],
      ],
    ],
    [
      'a display behind every block',
      [
        [block(A), 201],
        [block(A, 8), 201],
        [lend(A, 'S-CEN'), 201],
      ],
    ],
    [
      'a card goes first',
      [
        [reserve(A, 'P1'), 201, id(1)],
        [reserve(A, 'S-CEN'), 201, id(2)],
        [comeIn(A), 200, { next: 'special-card', reservation: id(2) }],
      ],
    ],
    [
      'the cancelled one’s copy goes to the next',
      [
        [reserve(A, 'P1'), 201, id(1)],
        [reserve(A, 'P2'), 201, { ...id(2), position: 2 }],
        [comeIn(A), 200, { next: 'reservation-shelf', reservation: id(1) }],
        [{ do: 'cancel', id: id(1).id }, 200],
        [{ do: 'view a reservation', id: id(2).id }, 200, { status: 'ready' }],
      ],
    ],
    ['home from elsewhere', [[comeIn(A, 'NRD'), 200, { next: 'transit', toBranchId: 'CEN' }]]],
  ])('%s', (_, exchanges) => {
    expect(wrongIn(callsOf(...exchanges))).toBeUndefined();
  });

  it('two loans, if it came in unseen: an answer was lost', () => {
    const calls = callsOf([lend(A, 'P1'), 201], [comeIn(A), 200, { next: 'shelf' }], [lend(A, 'P2'), 201]);
    const lost = calls.map((call, n) => (n === 1 ? { ...call, answer: undefined } : call));
    expect(wrongIn(lost)).toBeUndefined();
  });
});

describe('the history of a copy (rule B9)', () => {
  const line = (action: string, before?: 7 | 8, after?: 7 | 8): Line => ({
    by: 'staff',
    cause: { type: 'person' },
    action,
    ...(before && { before: { kind: 'reservation', code: before } }),
    ...(after && { after: { kind: 'reservation', code: after } }),
  });
  const calls = callsOf([block(A, 7), 201], [block(A, 8), 200], [lift(A, 'reservation'), 200]);
  const whole = [line('set', undefined, 7), line('changed', 7, 8), line('lifted', 8)];

  it.each<[string, readonly Line[], boolean]>([
    ['every change once', whole, true],
    ['one missing', whole.slice(0, 2), false],
    ['one too many', [...whole, line('set', undefined, 7)], false],
    ['one twice', [...whole.slice(0, 2), line('changed', 7, 8), ...whole.slice(2)], false],
    ['in another order', [line('set', undefined, 8), line('changed', 8, 7), line('lifted', 7)], false],
    ['by somebody else', whole.map((one) => ({ ...one, by: 'other' })), false],
  ])('%s', (_, lines, isRight) => {
    const wrong = wrongIn(calls, new Map([[A, lines]]));
    expect(wrong === undefined, wrong).toBe(isRight);
  });

  it('what says the same changes nothing, and leaves no line', () => {
    const twice = callsOf([block(A, 8), 201], [block(A, 8), 200]);
    const [set, changed] = [line('set', undefined, 8), line('changed', 8, 8)];
    expect(wrongIn(twice, new Map([[A, [set]]]))).toBeUndefined();
    expect(wrongIn(twice, new Map([[A, [set, changed]]]))).toMatch(/cannot all be true/);
  });
});
