import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isbnsIn } from '../../lib/domain/isbn.ts';
import { untilSomeFound, type Page } from '../../web/src/lib/api/pages.ts';
import { Problem, ConnectionLost } from '../../web/src/lib/api/problem.ts';
import type { Block, Copy, Reservation } from '../../web/src/lib/api/types.ts';
import { readyFirst } from '../../web/src/features/reservations/ready-first.ts';
import { isOverridable } from '../../web/src/screens/card/is-overridable.ts';
import { visibleScan } from '../../web/src/screens/card/visible-scans.ts';
import { blockedAs, blockRequestFor } from '../../web/src/screens/display/wanted-blocks.ts';
import { alongShelves, type Pull } from '../../web/src/screens/pull-list/queries.ts';
import { isAlmostIsbn, mayHoldIsbn } from '../../web/src/screens/search/isbn.ts';

describe('an ISBN', () => {
  it.each([
    ['9780306406157', true, false],
    ['978-0-306-40615-7', true, false],
    ['9780306406158', true, true],
    ['0306406152', true, false],
    ['080442957X', true, false],
    ['080442957x', true, false],
    ['0306406153', true, false],
    ['9770306406157', true, false],
    ['978030640615', true, false],
    ['9780306406157 (geb.) € 19,99', true, false],
    ['ISBN 978-0-306-40615-7', true, false],
    ['ISBN-10: 0-306-40615-2 pbk', true, false],
    ['978‑0‑306‑40615‑7', true, false],
    ['9780306406158 (pap.) 9780306406157', true, false],
    ['978-0-306-40615-8 € 19,99', true, true],
    ['97803064061571', true, false],
    ['03141000160', true, false],
    ['978−90−451−1234−0', true, true],
    ['deel 2 90-451-1234-5', true, false],
    ['９７８０３０６４０６１５７', true, false],
    ['031410001', false, false],
    ['12 - 2026 - 345', false, false],
    ['pluk', false, false],
    ['', false, false],
  ])('%s', (text, may, isAlmost) => {
    expect([mayHoldIsbn(text), isAlmostIsbn(text)]).toEqual([may, isAlmost]);
  });

  it('is asked for wherever the API finds one', () => {
    const part = fc.constantFrom(
      '978',
      '90',
      '451',
      '1234',
      '0',
      '5',
      'X',
      'x',
      '-',
      '−',
      ' ',
      'deel ',
      '９',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const finds = isbnsIn(text).some((isbn) => /^97[89]\d{10}$/.test(isbn));
        expect(mayHoldIsbn(text) || !finds).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a search whose first pages are empty', () => {
  const pages: Readonly<Record<string, Page<string>>> = {
    '': { items: [], next: 'a' },
    a: { items: [], next: 'b' },
    b: { items: ['Pluk'], next: 'c' },
    c: { items: [] },
  };
  const read = ({ cursor = '' }: { cursor?: string }) => Promise.resolve(pages[cursor] ?? { items: [] });

  it.each([
    [{}, { items: ['Pluk'], next: 'c' }],
    [{ cursor: 'c' }, { items: [] }],
  ])('from %j goes on until something is found, or nothing is left', async (cursor, found) => {
    expect(await untilSomeFound(read, cursor)).toEqual(found);
  });
});

describe('what a display still asks of a copy', () => {
  const source = { type: 'manual' } as const;
  const rest = { source, placedAt: '2026-10-01T10:00:00Z' };
  const eight: Block = { kind: 'reservation', code: 8, activityId: 'A', ...rest };
  const seven: Block = { ...eight, code: 7 };
  const endless: Block = { kind: 'loan', activityId: 'A', ...rest };
  const dated: Block = { ...endless, endDate: '2026-12-31' };
  const elsewhere: Block = { ...eight, activityId: 'B' };
  const all = { activityId: 'A', reservation: 8, loan: {} };

  it.for([
    ['nothing on it', 8, true, [], all, []],
    ['the block of another activity', 8, true, [elsewhere], all, []],
    ['no loan block asked for', 8, false, [], { activityId: 'A', reservation: 8 }, []],
    ['all of it', 8, true, [eight, endless], { activityId: 'A' }, []],
    ['8 stays where 7 is asked for', 7, false, [eight], { activityId: 'A' }, [eight]],
    ['7 becomes 8', 8, false, [seven], { activityId: 'A', reservation: 8 }, [seven]],
    ['a last day stays', 8, true, [eight, dated], { activityId: 'A' }, [dated]],
    ['a last day nobody asked about', 8, false, [eight, dated], { activityId: 'A' }, []],
  ] as const)('%s', ([, code, loan, blocks, wish, kept]) => {
    const copy = { blocks: [...blocks] } as unknown as Copy;
    const wanted = { activityId: 'A', code, loan };
    expect(blockRequestFor(wanted, copy)).toEqual(wish);
    expect(blockedAs(wanted, copy).kept).toEqual(kept);
  });
});

it('shows every scan that asks for something, and the last five that do not', () => {
  const scans = Array.from({ length: 12 }, (_, id) => ({ id, state: 'done' as const }));
  const failed = { id: 12, state: 'failed' as const };
  const waiting = { id: 13, state: 'waiting' as const };
  expect(visibleScan([waiting, ...scans, failed]).map(({ id }) => id)).toEqual([13, 0, 1, 2, 3, 4, 12]);
});

it.each([
  [['copy-on-special-card'], true],
  [['copy-on-special-card', 'copy-loan-blocked'], true],
  [['copy-loan-blocked', 'copy-reserved'], false],
  [[], false],
])('with a reason, %j can be passed: %j', (codes, can) => {
  const reasons = codes.map((code) => ({ code, detail: '' }));
  expect(isOverridable(new Problem(409, { reasons }))).toBe(can);
  expect(isOverridable(new ConnectionLost())).toBe(false);
});

it('what can be fetched comes first, then the oldest', () => {
  const one = (status: Reservation['status'], placedAt: string) => ({ status, placedAt }) as Reservation;
  const sorted = [one('waiting', '2'), one('waiting', '1'), one('in-transit', '3'), one('ready', '4')];
  expect(sorted.toSorted(readyFirst).map(({ placedAt }) => placedAt)).toEqual(['4', '3', '1', '2']);
});

it('the pull list goes along the shelves, numbers by their size', () => {
  const pull = (copyId: string, collection?: string, shelfmark?: string) =>
    ({ copy: { copyId, collection, shelfmark } }) as Pull;
  const list = [
    pull('1', 'B'),
    pull('2', 'A', 'AK 10'),
    pull('4', 'A', 'AK 9'),
    pull('3', 'A', 'AK 9'),
    pull('5'),
  ];
  expect(list.toSorted(alongShelves).map(({ copy }) => copy.copyId)).toEqual(['5', '3', '4', '2', '1']);
});
