// Long: the order of refusals is tested beside each kind: form, branch or person, rule.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../testing/api/test-api.ts';
import { CODE8, makeBatch, openSint } from '../../../testing/api/batches.ts';
import { codes, each, pointers } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, type Library } from '../../../testing/api/small-library.ts';

let library: Library;
beforeEach(async () => {
  library = await openSint(['c1', 'c2']);
});

const SINT = { collection: 'SINT' };
const LOAN = { loan: {} };
const NEW = '/includeNewCopies';

const post = (body: unknown, client: Client = library.as.admin, headers = {}) =>
  client.post('/api/batches', body, headers);
const everyBatch = async () => each(await done(library.as.admin.get('/api/batches')), 'id');
const barcodes = (count: number) => Array.from({ length: count }, (_, n) => `x${n}`);

describe('POST /api/batches: what does not fit, by its pointer (400)', () => {
  it.each([
    ['nothing at all', {}, ['/selection', '/change']],
    ['no selection', { change: CODE8 }, ['/selection']],
    ['an empty selection', { selection: {}, change: CODE8 }, ['/selection']],
    ['a branch without a collection', { selection: { branchId: CEN }, change: CODE8 }, ['/selection']],
    ['M1: two selections', { selection: { ...SINT, copyIds: ['c1'] }, change: CODE8 }, ['/selection']],
    ['a field that no selection has', { selection: { ...SINT, x: 1 }, change: CODE8 }, ['/selection/x']],
    [
      'a collection that cannot be one',
      { selection: { collection: 'S T' }, change: CODE8 },
      ['/selection/collection'],
    ],
    [
      'a branch that cannot be one',
      { selection: { ...SINT, branchId: '' }, change: CODE8 },
      ['/selection/branchId'],
    ],
    ['no barcodes', { selection: { copyIds: [] }, change: CODE8 }, ['/selection/copyIds']],
    ['M1: no change', { selection: SINT }, ['/change']],
    ['M1: an empty change', { selection: SINT, change: {} }, ['/change']],
    ['a change that is null', { selection: SINT, change: null }, ['/change']],
    ['a kind of block that is none', { selection: SINT, change: { ...CODE8, card: {} } }, ['/change/card']],
    ['no code', { selection: SINT, change: { reservation: {} } }, ['/change/reservation/code']],
    [
      'B2: another code',
      { selection: SINT, change: { reservation: { code: 9 } } },
      ['/change/reservation/code'],
    ],
    [
      'a code as text',
      { selection: SINT, change: { reservation: { code: '8' } } },
      ['/change/reservation/code'],
    ],
    [
      'code null, as in a rule',
      { selection: SINT, change: { reservation: { code: null } } },
      ['/change/reservation/code'],
    ],
    ['a block that is true', { selection: SINT, change: { loan: true } }, ['/change/loan']],
    ['a loan block with a code', { selection: SINT, change: { loan: { code: 8 } } }, ['/change/loan/code']],
    [
      'an activity that cannot be one',
      { selection: SINT, change: CODE8, activityId: 'a b' },
      ['/activityId'],
    ],
    ['an activity that is null', { selection: SINT, change: CODE8, activityId: null }, ['/activityId']],
    ['an empty reason', { selection: SINT, change: CODE8, reason: ' ' }, ['/reason']],
    ['a reason that is too long', { selection: SINT, change: CODE8, reason: 'x'.repeat(501) }, ['/reason']],
    ['includeRuled as text', { selection: SINT, change: CODE8, includeRuled: 'yes' }, ['/includeRuled']],
    ['who placed it', { selection: SINT, change: CODE8, placedBy: 'me' }, ['/placedBy']],
    ['M2: an end date beside it', { selection: SINT, change: CODE8, endDate: '2026-12-31' }, ['/endDate']],
    [
      'C1: new copies with a loan block only',
      { selection: SINT, change: LOAN, includeNewCopies: true },
      [NEW],
    ],
    [
      'C1: new copies with a block lifted',
      { selection: SINT, change: { reservation: null }, includeNewCopies: true },
      [NEW],
    ],
    [
      'C1: new copies of a list',
      { selection: { copyIds: ['c1'] }, change: CODE8, includeNewCopies: true },
      [NEW],
    ],
    [
      'C1: new copies of an activity, without a block',
      { selection: { activityId: 'a' }, change: LOAN, includeNewCopies: true },
      [NEW, NEW],
    ],
  ])('%s', async (_, body, wrong) => {
    const answer = await post(body);
    expect([answer.status, answer.body.type]).toEqual([400, '/problems/invalid-request']);
    expect(pointers(answer.body)).toEqual(wrong);
    expect(await everyBatch()).toEqual([]);
  });

  it.each([
    ['more than 10,000 barcodes', { copyIds: barcodes(10_001) }, ['/selection/copyIds']],
    ['barcodes that are no list', { copyIds: 'c1' }, ['/selection/copyIds']],
    ['a barcode that cannot be one', { copyIds: ['c1', 'a b'] }, ['/selection/copyIds/1']],
    ['a barcode that is a number', { copyIds: ['c1', 1002] }, ['/selection/copyIds/1']],
    ['an activity that is a number', { activityId: 7 }, ['/selection/activityId']],
  ])('in a selection too: %s', async (_, selection, wrong) => {
    const answer = await post({ selection, change: CODE8 });
    expect([answer.status, pointers(answer.body)]).toEqual([400, wrong]);
  });

  it('M1: 10,000 barcodes are taken', async () => {
    const { status, body } = await post({ selection: { copyIds: barcodes(10_000) }, change: CODE8 });
    expect([status, body.listed]).toEqual([201, 10_000]);
  });
});

describe('what a 400 says', () => {
  it.each([
    [
      'nl',
      'In een seriemutatie kun je geen einddatum instellen. Doe dat per exemplaar in het titeldetailscherm, of kies een activiteit: die heeft een einddatum.',
    ],
    [
      'en',
      'A batch cannot set an end date. Set it per copy in the title details, or choose an activity: that has one.',
    ],
  ])('M2: an end date of a loan block, in %s', async (language, detail) => {
    for (const endDate of ['2026-12-31', '2026-01-01', 'ooit', null]) {
      const asked = { selection: SINT, change: { loan: { endDate } } };
      const { status, body } = await post(asked, library.staff, { 'accept-language': language });
      expect([status, body.detail]).toEqual([400, detail]);
      expect(body.errors).toEqual([{ pointer: '/change/loan/endDate', detail }]);
    }
  });

  it.each([
    [
      { reservation: { code: 8, endDate: '2026-12-31' } },
      '/change/reservation/endDate',
      'Een reserveringsblokkade heeft geen einddatum.',
      'A reservation block has no end date.',
    ],
    [
      {},
      '/change',
      'Kies wat er moet veranderen: de reserveringsblokkade, de leenblokkade, of allebei.',
      'Say what is to change: the reservation block, the loan block, or both.',
    ],
    [
      LOAN,
      NEW,
      'Nieuwe exemplaren meenemen kan alleen als er een reserveringsblokkade wordt gezet.',
      'New copies can be included only where a reservation block is set.',
    ],
  ])('B2, M1, C1: %j', async (change, pointer, nl, en) => {
    for (const [language, detail] of Object.entries({ nl, en })) {
      const asked = { selection: SINT, change, includeNewCopies: pointer === NEW };
      const { status, body } = await post(asked, library.staff, { 'accept-language': language });
      expect([status, body.errors]).toEqual([400, [{ pointer, detail }]]);
    }
  });
});

describe('POST /api/batches: what a rule refuses (409)', () => {
  it.each([
    ['an unknown branch', { selection: { ...SINT, branchId: 'NRD' } }, ['unknown-branch']],
    ['an unknown activity', { activityId: 'none' }, ['unknown-activity']],
    [
      'R2: both',
      { selection: { ...SINT, branchId: 'NRD' }, activityId: 'x' },
      ['unknown-branch', 'unknown-activity'],
    ],
    ['the copies of an unknown activity', { selection: { activityId: 'none' } }, ['unknown-activity']],
    [
      'R2: the same unknown activity twice, said once',
      { selection: { activityId: 'none' }, activityId: 'none' },
      ['unknown-activity'],
    ],
  ])('%s', async (_, asked, reasons) => {
    const { status, body } = await post({ selection: SINT, change: CODE8, ...asked });
    expect([status, codes(body)]).toEqual([409, reasons]);
    expect(await everyBatch()).toEqual([]);
  });

  it('A2: setting a block for an activity that is over, or closed; lifting what is left of it may', async () => {
    const over = await library.addActivity({ name: 'Kinderboekenweek', endDate: '2026-10-14' });
    const closed = await library.addActivity({ name: 'Griffels' });
    await done(library.staff.post(`/api/activities/${closed}/close`, {}));
    library.clock.setDay('2026-10-15');
    for (const activityId of [over, closed]) {
      for (const change of [CODE8, LOAN, { ...LOAN, reservation: null }]) {
        const { status, body } = await post({ selection: SINT, change, activityId });
        expect([status, codes(body), body.reasons?.[0]?.activityId]).toEqual([
          409,
          ['activity-over'],
          activityId,
        ]);
      }
      const lifting = { selection: SINT, change: { reservation: null, loan: null }, activityId };
      expect((await post(lifting)).status).toBe(201);
      expect((await post({ selection: { activityId }, change: CODE8 })).status).toBe(201);
    }
    const { body } = await post({ selection: SINT, change: CODE8, activityId: over });
    expect(body.detail).toBe(
      'Kinderboekenweek is afgelopen op wo 14 okt 2026. Kies een activiteit die loopt of nog komt.',
    );
  });
});

describe('the order of refusals: role, what does not fit, the branch or person, rules', () => {
  const NONE = {
    selection: { ...SINT, branchId: EAST },
    change: CODE8,
    includeNewCopies: true,
    activityId: 'none',
  };

  it('C1, B8: 403 for a rule of another branch comes behind 400 and before 409', async () => {
    expect((await post({ ...NONE, x: 1 }, library.as.patron('20001'))).status).toBe(403);
    expect((await post({ ...NONE, x: 1 }, library.staff)).status).toBe(400);
    const { status, body } = await post(NONE, library.staff);
    expect([status, body.type]).toEqual([403, '/problems/other-branch']);
    expect(body.detail).toBe('Alleen medewerkers van Oost stellen daar een vaste regel in.');
    expect(codes((await post(NONE, library.east)).body)).toEqual(['unknown-activity']);
  });

  it('C1: a rule of every branch is an admin’s: 403 for staff', async () => {
    const everywhere = { selection: SINT, change: CODE8, includeNewCopies: true };
    const { status, body } = await post(everywhere, library.staff);
    expect([status, body.type]).toEqual([403, '/problems/rule-needs-admin']);
    expect((await post({ ...everywhere, includeNewCopies: false }, library.staff)).status).toBe(201);
    expect((await post(everywhere)).status).toBe(201);
  });
});

describe('Idempotency-Key', () => {
  const key = { 'idempotency-key': 'k1' };
  const asked = { selection: SINT, change: CODE8 };

  it('POST /api/batches makes one batch, and answers the same again', async () => {
    const first = await post(asked, library.staff, key);
    await library.work();
    expect([first.status, first.body.status]).toEqual([201, 'previewing']);
    expect(await post(asked, library.staff, key)).toEqual(first);
    await library.work();
    expect(await everyBatch()).toEqual([first.body.id]);
    const other = await post({ ...asked, change: LOAN }, library.staff, key);
    expect([other.status, codes(other.body)]).toEqual([409, ['idempotency-key-reused']]);
    expect((await post(asked, library.as.staff(CEN, EAST), key)).body.id).not.toBe(first.body.id);
  });

  it.each([
    ['run', 'done', [] as string[]],
    ['cancel', 'cancelled', [] as string[]],
    ['undo', 'undone', ['run']],
  ])('%s happens once, and answers the same again when it is %s', async (verb, status, before) => {
    const batch = await makeBatch(library, asked);
    for (const name of before) await done(library.as.admin.post(`/api/batches/${batch.id}/${name}`, {}));
    await library.work();
    const steer = () => library.as.admin.post(`/api/batches/${batch.id}/${verb}`, {}, key);
    const first = await steer();
    expect(first.status).toBe(202);
    await library.work();
    const [seen, lines] = [await batch.show(), await library.history('c1')];
    expect(seen.status).toBe(status);
    expect(await steer()).toEqual(first);
    await library.work();
    expect([await batch.show(), await library.history('c1')]).toEqual([seen, lines]);
  });

  it.each(['run', 'undo'])(
    '%s: a refusal is an answer too, also once it would not be refused',
    async (verb) => {
      const { id = '' } = await done(post(asked));
      const steer = (headers = {}) => library.as.admin.post(`/api/batches/${id}/${verb}`, {}, headers);
      const first = await steer(key);
      expect([first.status, codes(first.body)]).toEqual([409, ['batch-status']]);
      await library.work();
      if (verb === 'undo') await done(library.as.admin.post(`/api/batches/${id}/run`, {}));
      await library.work();
      expect(await steer(key)).toEqual(first);
      expect((await steer()).status).toBe(202);
    },
  );
});
