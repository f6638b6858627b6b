// Long: all tests ask the same question about `c1`, a copy under one agreement for SINT.
import { beforeEach, describe, expect, it } from 'vitest';
import { codes, type Body } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, openLibrary, TITLE, type Library } from '../../../testing/api/small-library.ts';

let library: Library;
/** The agreement of both branches about the collection SINT, which holds `c1` of the centre. */
let id: string;

beforeEach(async () => {
  library = await openLibrary();
  await library.addCopy('c1', { collection: 'SINT' });
  await library.addPatron('own');
  await library.addPatron('guest', { branchId: EAST });
  id = await agree({ collections: ['SINT'] });
});

const agree = (fields: object) =>
  library.addActivity({ name: 'Sinterklaas', branchIds: [CEN, EAST], agreement: true, ...fields });

const asked = (over: object = {}) => ({ copyId: 'c1', patronId: 'guest', pickupBranchId: EAST, ...over });
const check = (over: object = {}, client = library.staff, headers = {}) =>
  done(client.post('/api/reservations/check', asked(over), headers));
/** The reasons why a guest who collects in the east cannot reserve the copy. */
const refusals = async (over: object = {}): Promise<readonly string[]> => codes(await check(over));
const KEPT = ['theme-agreement'];

describe('A5: during an agreement a copy is not reserved to another branch', () => {
  const FOR_STAFF = {
    nl: "Rond Sinterklaas reserveren we t/m zo 25 okt 2026 geen exemplaren bij collega's. Overleg met Centrum.",
    en: 'For Sinterklaas we do not reserve copies from other branches until Sun 25 Oct 2026 inclusive. Ask Centrum.',
  };
  const FOR_PATRONS = {
    nl: 'Centrum houdt dit exemplaar t/m zo 25 okt 2026 zelf, voor Sinterklaas.',
    en: 'Centrum keeps this copy until Sun 25 Oct 2026 inclusive, for Sinterklaas.',
  };

  it.each([
    ['staff', 'nl', FOR_STAFF],
    ['staff', 'en', FOR_STAFF],
    ['a patron', 'nl', FOR_PATRONS],
    ['a patron', 'en', FOR_PATRONS],
  ] as const)('%s reads in %s why, until when, and for what', async (reader, language, sentences) => {
    const client = reader === 'staff' ? library.east : library.as.patron('guest');
    const headers = { 'accept-language': language };
    const { status, body } = await client.post('/api/reservations', asked(), headers);
    expect([status, body.detail]).toEqual([409, sentences[language]]);
    expect(body.reasons).toMatchObject([
      {
        code: 'theme-agreement',
        copyId: 'c1',
        activityId: id,
        activityName: 'Sinterklaas',
        until: '2026-10-25',
        detail: sentences[language],
      },
    ]);
    expect((await check({}, client, headers)).reasons).toEqual(body.reasons);
    expect((await library.copy('c1')).reservations).toBe(0);
  });

  it('whoever comes to the copy’s own branch is served, from wherever they are', async () => {
    for (const patronId of ['own', 'guest']) {
      const body = asked({ patronId, pickupBranchId: CEN });
      expect((await library.as.patron(patronId).post('/api/reservations', body)).status).toBe(201);
    }
  });

  it('an own patron does not have it sent elsewhere either', async () => {
    expect(await refusals({ patronId: 'own' })).toEqual(KEPT);
  });

  it('R2: it stands beside the other reasons', async () => {
    await library.block('c1', 'reservation', { code: 7 });
    expect([...(await refusals())].sort()).toEqual(['leaves-branch', 'own-patrons-only', 'theme-agreement']);
  });

  it('a special card of another branch is refused like any card; one of the copy’s branch collects it there', async () => {
    await library.addCard('S9', { branchId: EAST });
    await library.addCard('S1');
    expect(await refusals({ patronId: 'S1', pickupBranchId: CEN })).toEqual([]);
    expect(codes(await check({ patronId: 'S9' }, library.east))).toEqual(KEPT);
  });

  it('a new name is in the next answer', async () => {
    await done(library.staff.patch(`/api/activities/${id}`, { name: 'Sint' }));
    expect((await check()).reasons).toMatchObject([{ activityName: 'Sint' }]);
  });

  it('every agreement that keeps it is named', async () => {
    const other = await agree({ name: 'Kerst', endDate: '2026-12-24', titleIds: [TITLE] });
    const { reasons = [] } = await check();
    expect(reasons.map(({ activityId }) => activityId).sort()).toEqual([id, other].sort());
  });
});

describe('R10: a colleague telephones', () => {
  const override = { override: { reason: 'gebeld met Oost' } };

  it('staff of the copy’s branch let it pass, and the copy’s history keeps why', async () => {
    expect((await check(override)).allowed).toBe(true);
    expect((await library.staff.post('/api/reservations', asked(override))).status).toBe(201);
    expect(await library.history('c1')).toMatchObject([
      { action: 'override', reason: 'gebeld met Oost', by: 'staff-CEN', cause: { type: 'person' } },
    ]);
  });

  it('403 for staff of the branch that would have it', async () => {
    const { status, body } = await library.east.post('/api/reservations', asked(override));
    expect([status, body.type]).toEqual([403, '/problems/other-branch']);
  });
});

describe('A5: what an agreement is about', () => {
  beforeEach(async () => {
    await done(library.as.admin.patch(`/api/activities/${id}`, { agreement: false }));
  });

  it.each<readonly [string, object, readonly string[]]>([
    ['its collection', { collections: ['KERST', 'SINT'] }, KEPT],
    ['another collection', { collections: ['KERST'] }, []],
    ['its title', { titleIds: [TITLE] }, KEPT],
    ['another collection, and its title', { collections: ['KERST'], titleIds: [TITLE] }, KEPT],
    ['nothing named, and no block of it', {}, []],
    ['branches without the copy’s', { collections: ['SINT'], branchIds: [EAST] }, []],
    ['all branches', { collections: ['SINT'], branchIds: [] }, KEPT],
    ['no agreement at all', { collections: ['SINT'], agreement: false }, []],
  ])('%s', async (_, fields, expected) => {
    await agree(fields);
    expect(await refusals()).toEqual(expected);
  });

  it.each<readonly [string, 'reservation' | 'loan', object]>([
    ['reservation', 'reservation', { code: 7 }],
    ['loan', 'loan', { endDate: '2026-10-13' }],
  ])('nothing named: copies with a %s block of it, as long as that is on', async (_, kind, block) => {
    const open = await agree({});
    await done(library.block('c1', kind, { ...block, activityId: open }));
    await library.addCopy('c2', { collection: 'SINT' });
    expect(await refusals()).toContain('theme-agreement');
    expect(await refusals({ copyId: 'c2' })).toEqual([]);
    if (kind === 'loan') library.clock.setDay('2026-10-14');
    else await done(library.staff.delete(`/api/copies/c1/blocks/${kind}?activityId=${open}`));
    expect(await refusals()).toEqual([]);
  });

  it('named titles and collections leave a block of it out', async () => {
    const named = await agree({ collections: ['KERST'] });
    await done(library.block('c1', 'loan', { endDate: '2026-12-31', activityId: named }));
    expect(await refusals()).toEqual([]);
  });
});

describe('A5, T2: when it is in force', () => {
  const onDays = async (days: readonly string[]) => {
    const found: string[] = [];
    for (const day of days) {
      library.clock.setDay(day);
      if ((await refusals()).includes('theme-agreement')) found.push(day);
    }
    library.clock.setDay('2026-10-12');
    return found;
  };
  const DAYS = ['2026-10-11', '2026-10-12', '2026-10-25', '2026-10-26', '2026-11-01', '2026-11-02'];

  it('from its first day to its last, included', async () => {
    expect(await onDays(DAYS)).toEqual(['2026-10-12', '2026-10-25']);
  });

  it('from `agreementFrom` where it has one, before its first day or after', async () => {
    const change = (agreementFrom: string) =>
      done(library.as.admin.patch(`/api/activities/${id}`, { agreementFrom }));
    await change('2026-10-11');
    expect(await onDays(DAYS)).toEqual(['2026-10-11', '2026-10-12', '2026-10-25']);
    await change('2026-10-25');
    expect(await onDays(DAYS)).toEqual(['2026-10-25']);
  });

  it('prolonging extends it, after its end too', async () => {
    library.clock.setDay('2026-10-26');
    expect(await refusals()).toEqual([]);
    await done(library.staff.patch(`/api/activities/${id}`, { endDate: '2026-11-01' }));
    expect((await check()).reasons).toMatchObject([{ until: '2026-11-01' }]);
    expect(await onDays(DAYS)).toEqual(['2026-10-12', '2026-10-25', '2026-10-26', '2026-11-01']);
  });

  it.each([
    ['closing it', (at: Library) => at.staff.post(`/api/activities/${id}/close`, {})],
    ['ending the agreement', (at: Library) => at.staff.patch(`/api/activities/${id}`, { agreement: false })],
    [
      'naming something else',
      (at: Library) => at.as.admin.patch(`/api/activities/${id}`, { collections: ['K'] }),
    ],
  ])('%s ends it at once', async (_, end) => {
    expect(await refusals()).toEqual(KEPT);
    await done(end(library));
    expect(await refusals()).toEqual([]);
  });
});

describe('A title under an agreement (R3, R7, B7)', () => {
  const title = { titleId: TITLE, copyId: undefined };
  const perCopy = ({ copies = [] }: Body) => copies.map((one) => [one.copyId, one.allowed, codes(one)]);

  it('the question tells it per copy; another branch’s copy outside of it may serve', async () => {
    expect(perCopy(await check(title))).toEqual([['c1', false, KEPT]]);
    expect(await refusals(title)).toEqual(['no-copy-can-serve']);
    await library.addCopy('c2');
    await library.addCopy('c3', { collection: 'SINT', branchId: EAST });
    const answer = await check(title);
    expect([answer.allowed, perCopy(answer)]).toEqual([
      true,
      [
        ['c1', false, KEPT],
        ['c2', true, []],
        ['c3', true, []],
      ],
    ]);
  });

  it('a waiting title reservation is not served by a copy that is kept, and is by another', async () => {
    await library.addCopy('c2');
    const { id: waiting } = await done(library.reserve('guest', { titleId: TITLE, pickupBranchId: EAST }));
    expect((await library.checkIn('c1')).body.next).toBe('shelf');
    expect((await library.reservation(waiting)).status).toBe('waiting');
    expect((await library.checkIn('c2')).body).toMatchObject({
      next: 'transit',
      toBranchId: EAST,
      reservation: { id: waiting, status: 'in-transit' },
    });
  });

  it('one that is collected at the copy’s branch is served, though a longer wait is passed over', async () => {
    await library.addCopy('c2');
    await done(library.reserve('guest', { titleId: TITLE, pickupBranchId: EAST }));
    const { id: here } = await done(library.reserve('own', { titleId: TITLE }));
    expect((await library.checkIn('c1')).body).toMatchObject({
      next: 'reservation-shelf',
      reservation: { id: here },
    });
  });

  it('the day after its last day a kept copy serves again', async () => {
    await library.addCopy('c2');
    const { id: waiting } = await done(library.reserve('guest', { titleId: TITLE, pickupBranchId: EAST }));
    library.clock.setDay('2026-10-26');
    expect((await library.checkIn('c1')).body.reservation).toMatchObject({ id: waiting });
  });

  it('a copy reservation made before it is honoured', async () => {
    await done(library.as.admin.patch(`/api/activities/${id}`, { agreement: false }));
    const { id: before } = await done(library.reserve('guest', { copyId: 'c1', pickupBranchId: EAST }));
    await done(library.as.admin.patch(`/api/activities/${id}`, { agreement: true }));
    expect((await library.checkIn('c1')).body).toMatchObject({
      next: 'transit',
      toBranchId: EAST,
      reservation: { id: before },
    });
  });

  it('R8: the pull list leaves out what is kept, and asks for another copy', async () => {
    await library.addCopy('c2');
    await done(library.reserve('guest', { titleId: TITLE, pickupBranchId: EAST }));
    expect(await library.pulls()).toEqual(['c2 for guest']);
    await done(library.reserve('own', { titleId: TITLE }));
    expect(await library.pulls()).toEqual(['c1 for own', 'c2 for guest']);
    await library.addCopy('c2', { missing: true });
    expect(await library.pulls()).toEqual(['c1 for own']);
    library.clock.setDay('2026-10-26');
    expect(await library.pulls()).toEqual(['c1 for guest']);
  });
});
