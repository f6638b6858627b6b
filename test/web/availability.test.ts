import { describe, expect, it, test } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { expectAccessible, openStaffClient } from '../../testing/browser/staff-client.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';
import { goesNow, reservable } from '../../web/src/features/availability/availability.ts';
import type { Block, Copy } from '../../web/src/lib/api/types.ts';

const LAST = '2026-12-31';
const FIRST = '2027-01-01';

const loanBlock = (endDate?: string) =>
  ({ kind: 'loan', source: { type: 'manual' }, ...(endDate && { endDate }) }) as Block;

const copyOf = (fields: Partial<Copy>): Copy => ({
  copyId: '0314000001',
  titleId: 'T1',
  branchId: 'CEN',
  status: 'available',
  blocks: [],
  reservable: { code: null, open: true },
  lendable: { open: true },
  reservations: 0,
  version: 1,
  ...fields,
});

const untilLast: Partial<Copy> = {
  blocks: [loanBlock('2026-11-30'), loanBlock(LAST)],
  lendable: { open: false, from: FIRST },
  reservable: { code: null, open: true, from: FIRST },
};
const forReference: Partial<Copy> = {
  blocks: [loanBlock(LAST), loanBlock()],
  lendable: { open: false },
  reservable: { code: null, open: false },
};
const closed = { code: null, open: false };
const no = (why: string, more: object = {}) => ({ yes: false, why, ...more });
const YES = { yes: true };
const OPEN = { yes: true, ownPatrons: false };

test.each<[string, Partial<Copy>, object, object]>([
  ['on the shelf', {}, YES, OPEN],
  ['on loan', { status: 'on-loan' }, no('status.on-loan'), OPEN],
  [
    'on loan, and blocked (B3)',
    { ...untilLast, status: 'on-loan' },
    no('status.on-loan'),
    { ...OPEN, from: FIRST },
  ],
  [
    'on a special card (S2, R4)',
    { status: 'on-special-card', reservable: closed },
    no('status.on-special-card'),
    no('status.on-special-card'),
  ],
  ['missing (R11)', { status: 'missing', reservable: closed }, no('status.missing'), no('status.missing')],
  [
    'withdrawn (R11)',
    { status: 'withdrawn', reservable: closed },
    no('status.withdrawn'),
    no('status.withdrawn'),
  ],
  [
    'missing, code 8',
    { status: 'missing', reservable: { code: 8, open: false } },
    no('status.missing'),
    no('status.missing'),
  ],
  ['on order (R11)', { status: 'on-order' }, no('status.on-order'), OPEN],
  ['in transit', { status: 'in-transit' }, no('status.in-transit'), OPEN],
  [
    'on the reservation shelf',
    { status: 'reservation-shelf', reservations: 1 },
    no('status.reservation-shelf'),
    OPEN,
  ],
  ['on the shelf, and reserved (R7)', { reservations: 1 }, no('reserved'), OPEN],
  [
    'a loan block with an end (B3, B6)',
    untilLast,
    no('loanBlockUntil', { day: LAST }),
    { ...OPEN, from: FIRST },
  ],
  ['a loan block without one (B6)', forReference, no('forReference'), no('forReference')],
  [
    'on its way, with a loan block',
    { ...untilLast, status: 'in-transit' },
    no('loanBlockUntil', { day: LAST }),
    { ...OPEN, from: FIRST },
  ],
  ['code 7 (B5)', { reservable: { code: 7, open: true } }, YES, { yes: true, ownPatrons: true }],
  ['code 8 (B4)', { reservable: { code: 8, open: false } }, YES, no('code8')],
  [
    'code 8, and a loan block with an end',
    { ...untilLast, reservable: { code: 8, open: false, from: FIRST } },
    no('loanBlockUntil', { day: LAST }),
    no('code8'),
  ],
  [
    'code 7, and a loan block with an end',
    { ...untilLast, reservable: { code: 7, open: true, from: FIRST } },
    no('loanBlockUntil', { day: LAST }),
    { yes: true, ownPatrons: true, from: FIRST },
  ],
])('a copy %s', (_name, fields, now, later) => {
  const copy = copyOf(fields);
  expect([goesNow(copy), reservable(copy)]).toEqual([now, later]);
});

const [IN, LENT, UNTIL, REFERENCE, SEVEN, EIGHT, ON_CARD, GONE, RESERVED] = Array.from(
  { length: 9 },
  (_, index) => `031400000${index + 1}`,
) as [string, string, string, string, string, string, string, string, string];

/** What is said of each copy: in the table of its title and on its own screen. */
const SAID: Readonly<
  Record<'nl' | 'en', readonly (readonly [copyId: string, now: string, later: string])[]>
> = {
  nl: [
    [IN, 'ja', 'ja'],
    [LENT, 'nee: uitgeleend', 'ja'],
    [UNTIL, 'nee: leenblokkade t/m do 31 dec 2099', 'ja, mee vanaf vr 1 jan 2100'],
    [REFERENCE, 'nee: alleen ter inzage', 'nee: alleen ter inzage'],
    [SEVEN, 'ja', 'ja, alleen eigen klanten (7)'],
    [EIGHT, 'ja', 'nee: blokkade 8'],
    [ON_CARD, 'nee: op speciale pas', 'nee: op speciale pas'],
    [GONE, 'nee: vermist', 'nee: vermist'],
    [RESERVED, 'nee: gereserveerd', 'ja'],
  ],
  en: [
    [IN, 'yes', 'yes'],
    [LENT, 'no: on loan', 'yes'],
    [UNTIL, 'no: loan block until Thu 31 Dec 2099 inclusive', 'yes, can go from Fri 1 Jan 2100'],
    [REFERENCE, 'no: for use in the library', 'no: for use in the library'],
    [SEVEN, 'yes', 'yes, own patrons only (7)'],
    [EIGHT, 'yes', 'no: block 8'],
    [ON_CARD, 'no: on special card', 'no: on special card'],
    [GONE, 'no: missing', 'no: missing'],
    [RESERVED, 'no: reserved', 'yes'],
  ],
};

const COLUMNS = {
  nl: ['Kan nu mee', 'Te reserveren'],
  en: ['Can go now', 'Can be reserved'],
} as const;

describe.skipIf(noBrowser !== undefined)('what staff ask of a copy', { timeout: 120_000 }, () => {
  const library = openStaffClient(async ({ as }) => {
    const admin = await as('admin');
    await smallLibrary(admin, [IN, LENT, UNTIL, REFERENCE, SEVEN, EIGHT, ON_CARD, GONE, RESERVED]);
    await admin('PUT', '/api/patrons/2980000001', { branchId: 'CEN', kind: 'ordinary' });
    await admin('PUT', '/api/patrons/VITRINE', { branchId: 'CEN', kind: 'special', label: 'Vitrine' });
    await admin('POST', '/api/loans', { copyId: LENT, patronId: '2980000001', branchId: 'CEN' });
    await admin('POST', '/api/loans', { copyId: ON_CARD, patronId: 'VITRINE', branchId: 'CEN' });
    await admin('PUT', `/api/copies/${UNTIL}/blocks/loan`, { endDate: '2099-12-31' });
    await admin('PUT', `/api/copies/${REFERENCE}/blocks/loan`, {});
    await admin('PUT', `/api/copies/${SEVEN}/blocks/reservation`, { code: 7 });
    await admin('PUT', `/api/copies/${EIGHT}/blocks/reservation`, { code: 8 });
    await admin('PUT', `/api/copies/${GONE}`, { titleId: 'T1', branchId: 'CEN', missing: true });
    const reservation = { copyId: RESERVED, patronId: '2980000001', pickupBranchId: 'CEN' };
    await admin('POST', '/api/reservations', reservation);
  });

  it.each(['nl', 'en'] as const)('is said in the same words on every screen (%s)', async (language) => {
    const session = await library().openSession('staff-CEN', { path: '/titles/T1', language });
    const { page } = session;
    const heads = await page.getByRole('columnheader').allInnerTexts();
    const [now, later] = COLUMNS[language].map((head) => heads.indexOf(head));
    for (const [copyId, ...said] of SAID[language]) {
      const cells = await page.locator(`tr[data-copy="${copyId}"] td`).allInnerTexts();
      expect([cells[now ?? -1], cells[later ?? -1]], copyId).toEqual(said);
    }
    await expectAccessible(page);
    for (const [copyId, ...said] of SAID[language]) {
      await page.goto(`${library().url}/copies/${copyId}`);
      await page.getByRole('link', { name: 'Pluk van de Petteflet' }).first().waitFor();
      const facts = COLUMNS[language].map((name) => page.locator(`dt:text-is("${name}") + dd`).innerText());
      expect(await Promise.all(facts), copyId).toEqual(said);
    }
    expect(session.complaints).toEqual([]);
    await session.close();
  });
});
