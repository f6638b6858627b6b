// Long: copy, title and override each have a table, and all three use the same set-ups.
import { beforeEach, describe, expect, it } from 'vitest';
import { codes, type Body } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, openWithCards, TITLE, type Library } from '../../../testing/api/small-library.ts';

let library: Library;
beforeEach(async () => {
  library = await openWithCards();
  await library.addCard('S9', { branchId: EAST });
});

type Given = (library: Library) => Promise<unknown>;

const nothing: Given = () => Promise.resolve();
const code8: Given = ({ block }) => block('c1', 'reservation', { code: 8 });
const code7: Given = ({ block }) => block('c1', 'reservation', { code: 7 });
const forReference: Given = ({ block }) => block('c1', 'loan');
const dated: Given = ({ block }) => block('c1', 'loan', { endDate: '2026-12-31' });
const missing: Given = ({ addCopy }) => addCopy('c1', { missing: true });
const withdrawn: Given = ({ addCopy }) => addCopy('c1', { withdrawn: true });
const onOrder: Given = ({ addCopy }) => addCopy('c1', { onOrder: true });
const displayed: Given = ({ checkOut }) => checkOut('c1', 'S1');
const displayedElsewhere: Given = async ({ addCard, checkOut }) => {
  await addCard('S2');
  await checkOut('c1', 'S2');
};
const blockedCard: Given = ({ addPatron }) => addPatron('own', { blocked: true });
const noRoom: Given = ({ addBranch }) => addBranch(CEN, { reservationLimit: 0 });
const lentTo =
  (patronId: string): Given =>
  ({ checkOut }) =>
    checkOut('c1', patronId);
const reservedBy =
  (patronId: string): Given =>
  ({ reserve }) =>
    reserve(patronId, { copyId: 'c1' });
const all =
  (...given: readonly Given[]): Given =>
  async (at) => {
    for (const one of given) await one(at);
  };

/** Set-up, card, pick-up branch, reasons. */
const OF_A_COPY: readonly (readonly [string, Given, string, string, readonly string[]])[] = [
  ['nothing in the way', nothing, 'own', CEN, []],
  ['nothing in the way of a guest', nothing, 'guest', EAST, []],
  ['B4: code 8', code8, 'own', CEN, ['copy-not-reservable']],
  ['B5: code 7, own patron at home', code7, 'own', CEN, []],
  ['B5: code 7, own patron elsewhere', code7, 'own', EAST, ['leaves-branch']],
  ['B5: code 7, guest at the desk', code7, 'guest', CEN, ['own-patrons-only']],
  ['B5: code 7, guest elsewhere', code7, 'guest', EAST, ['own-patrons-only', 'leaves-branch']],
  ['B6: for use in the library', forReference, 'own', CEN, ['copy-loan-blocked']],
  ['B6: a dated loan block', dated, 'own', CEN, []],
  ['missing', missing, 'own', CEN, ['copy-missing']],
  ['withdrawn', withdrawn, 'own', CEN, ['copy-withdrawn']],
  ['R11: on order', onOrder, 'own', CEN, []],
  ['R4: on a special card', displayed, 'own', CEN, ['copy-on-special-card']],
  ['R2: a blocked card', blockedCard, 'own', CEN, ['patron-blocked']],
  ['R9: at the limit', noRoom, 'own', CEN, ['reservation-limit-reached']],
  ['R5: on loan to the card', lentTo('own'), 'own', CEN, ['already-on-loan']],
  ['on loan to another card', lentTo('guest'), 'own', CEN, []],
  ['R5: reserved already', reservedBy('own'), 'own', CEN, ['already-reserved']],
  ['reserved by another card', reservedBy('guest'), 'own', CEN, []],
  ['R4: own special card, whatever the blocks', all(code8, forReference), 'S1', CEN, []],
  ['R4: own special card, on another one', displayedElsewhere, 'S1', CEN, []],
  ['R4: special card of another branch', code8, 'S9', EAST, ['copy-not-reservable']],
  ['R9: no limit on a special card', noRoom, 'S1', CEN, []],
  ['own special card, missing', missing, 'S1', CEN, ['copy-missing']],
  ['an unknown card', nothing, 'none', CEN, ['unknown-patron']],
  ['an unknown branch', nothing, 'own', 'none', ['unknown-branch']],
  [
    'R2: everything at once',
    all(code8, forReference, missing, blockedCard, noRoom),
    'own',
    CEN,
    [
      'patron-blocked',
      'reservation-limit-reached',
      'copy-missing',
      'copy-not-reservable',
      'copy-loan-blocked',
    ],
  ],
];

describe('of a copy: the answer and the question give every reason (R2)', () => {
  it.for(OF_A_COPY)('%s', async ([, given, patronId, pickupBranchId, reasons]) => {
    await given(library);
    const body = { copyId: 'c1', patronId, pickupBranchId };
    const { admin } = library.as;
    const question = await admin.post('/api/reservations/check', body);
    const allowed = reasons.length === 0;
    expect([question.status, question.body.allowed, codes(question.body)]).toEqual([200, allowed, reasons]);
    const answer = await admin.post('/api/reservations', body);
    expect([answer.status, codes(answer.body)]).toEqual([allowed ? 201 : 409, reasons]);
    expect(answer.body.reasons ?? []).toEqual(question.body.reasons);
  });

  it('what is unknown is named together', async () => {
    const body = { patronId: 'none', pickupBranchId: 'none' };
    const ofCopy = await library.as.admin.post('/api/reservations', { ...body, copyId: 'none' });
    expect([ofCopy.status, codes(ofCopy.body)]).toEqual([
      409,
      ['unknown-copy', 'unknown-patron', 'unknown-branch'],
    ]);
    const ofTitle = await library.as.admin.post('/api/reservations', { ...body, titleId: 'none' });
    expect(codes(ofTitle.body)).toEqual(['unknown-title', 'unknown-patron', 'unknown-branch']);
  });

  it('the question reserves nothing, and says from which day', async () => {
    await dated(library);
    const body = { copyId: 'c1', patronId: 'own', pickupBranchId: CEN };
    const { body: answer } = await library.as.patron('own').post('/api/reservations/check', body);
    expect(answer).toEqual({ allowed: true, from: '2027-01-01', reasons: [] });
    expect((await library.copy('c1')).reservations).toBe(0);
  });
});

describe('of a title: every copy says why (R2, R3)', () => {
  const check = (patronId: string) =>
    done(library.as.admin.post('/api/reservations/check', { titleId: TITLE, patronId, pickupBranchId: CEN }));

  it.each<readonly [string, Given, readonly string[]]>([
    ['B4', code8, ['copy-not-reservable']],
    ['B6', forReference, ['copy-loan-blocked']],
    ['R3: on a special card', displayed, ['copy-on-special-card']],
    ['R3: missing', missing, ['copy-missing']],
    ['R3: withdrawn', withdrawn, ['copy-withdrawn']],
  ])('%s: the only copy cannot serve', async (_, given, reasons) => {
    await given(library);
    const answer = await library.reserve('own', { titleId: TITLE });
    expect([answer.status, codes(answer.body)]).toEqual([409, ['no-copy-can-serve']]);
    expect(answer.body.detail).toBe(
      'Het enige exemplaar is niet te reserveren op deze pas. Kijk bij het exemplaar waarom.',
    );
    expect((answer.body.reasons?.[0]?.copies as Body[]).map(codes)).toEqual([reasons]);
    expect((await check('own')).copies?.map(codes)).toEqual([reasons]);
  });

  it('R3: one copy that could serve is enough, also later', async () => {
    await code8(library);
    await library.addCopy('c2');
    await library.block('c2', 'loan', { endDate: '2026-11-30' });
    const answer = await check('own');
    expect(answer).toMatchObject({ allowed: true, from: '2026-12-01', reasons: [] });
    expect(answer.copies?.map(({ copyId, allowed }) => [copyId, allowed])).toEqual([
      ['c1', false],
      ['c2', true],
    ]);
    expect((await done(library.reserve('own', { titleId: TITLE }))).from).toBe('2026-12-01');
  });

  it('R3: no copies', async () => {
    await library.addTitle('bare');
    expect(codes((await library.reserve('own', { titleId: 'bare' })).body)).toEqual(['no-copies']);
  });

  it.each<readonly [string, Given, string, readonly string[]]>([
    ['special card', nothing, 'S1', ['special-card-needs-copy']],
    ['R2: a blocked card too', all(blockedCard, code8), 'own', ['patron-blocked', 'no-copy-can-serve']],
    ['R9', noRoom, 'own', ['reservation-limit-reached']],
    ['R5', ({ reserve }) => reserve('own', { titleId: TITLE }), 'own', ['already-reserved']],
  ])('%s', async (_, given, patronId, reasons) => {
    await given(library);
    const answer = await library.reserve(patronId, { titleId: TITLE });
    expect([answer.status, codes(answer.body)]).toEqual([409, reasons]);
    expect(codes(await check(patronId))).toEqual(reasons);
  });
});

describe('overriding (R10)', () => {
  const override = { override: { reason: 'gebeld met Oost' } };

  it.each<readonly [string, Given, string, string]>([
    ['copy-not-reservable', code8, 'own', CEN],
    ['own-patrons-only', code7, 'guest', CEN],
    ['leaves-branch', code7, 'own', EAST],
  ])(
    'lets %s pass, and keeps the reason in the copy’s history',
    async (_, given, patronId, pickupBranchId) => {
      await given(library);
      const body = { copyId: 'c1', patronId, pickupBranchId, ...override };
      expect((await library.staff.post('/api/reservations/check', body)).body.allowed).toBe(true);
      expect((await library.staff.post('/api/reservations', body)).status).toBe(201);
      expect(await library.history('c1')).toMatchObject([
        { action: 'override', reason: 'gebeld met Oost', by: 'staff-CEN', cause: { type: 'person' } },
        { action: 'set' },
      ]);
    },
  );

  it.each<readonly [string, Given]>([
    ['copy-loan-blocked', forReference],
    ['copy-on-special-card', displayed],
    ['copy-missing', missing],
    ['copy-withdrawn', withdrawn],
    ['patron-blocked', blockedCard],
    ['reservation-limit-reached', noRoom],
  ])('does not let %s pass', async (code, given) => {
    await all(given, code8)(library);
    const answer = await library.reserve('own', { copyId: 'c1', ...override });
    expect([answer.status, codes(answer.body)]).toEqual([409, [code]]);
    expect((await library.history('c1')).map(({ action }) => action)).not.toContain('override');
  });

  it('where nothing stood in the way, nothing is overridden', async () => {
    await library.reserve('own', { copyId: 'c1', ...override });
    expect(await library.history('c1')).toEqual([]);
  });
});
