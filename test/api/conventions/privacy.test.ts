import { beforeEach, describe, expect, it } from 'vitest';
import { makeBatch } from '../../../testing/api/batches.ts';
import { CEN, done, openLibrary, TITLE, type Library } from '../../../testing/api/small-library.ts';

let library: Library;
beforeEach(async () => {
  library = await openLibrary();
  const { addCopy, addPatron, addCard, block, checkOut, reserve } = library;
  for (const id of ['lent', 'shown', 'blocked', 'extra']) await addCopy(id, { collection: 'SINT' });
  for (const id of ['20001', '29999']) await addPatron(id);
  await addCard('S-geheim', { label: 'Vitrine geheim' });
  await done(checkOut('lent', '29999'));
  await done(checkOut('shown', 'S-geheim'));
  await done(block('blocked', 'reservation', { code: 8, reason: 'afspraak geheim' }));
  await done(block('shown', 'loan', { reason: 'reden geheim' }));
  await done(reserve('29999', { copyId: 'extra' }));
  await done(reserve('29999', { titleId: TITLE }));
});

/** The texts that the patron of card 20001 must never read. */
const SECRETS = ['29999', 'geheim', 'placedBy', 'admin', 'reason"'];

const secretsIn = (answer: unknown): readonly string[] =>
  SECRETS.filter((secret) => JSON.stringify(answer).includes(secret));

const PATHS = [
  '/api/copies/lent',
  '/api/copies/shown',
  '/api/copies/blocked',
  `/api/titles/${TITLE}`,
  '/api/copies?collection=SINT',
  `/api/copies?branchId=${CEN}&blocked=any`,
  '/api/copies?ids=lent,shown,blocked',
  `/api/titles?ids=${TITLE}`,
  `/api/reservations?titleId=${TITLE}`,
  '/api/reservations?copyId=extra',
  `/api/branches/${CEN}`,
  '/api/branches',
];

describe('P1: what a patron does not see', () => {
  it.each(PATHS)('%s tells a patron nothing of others', async (path) => {
    const { status, body } = await library.as.patron('20001').get(path);
    expect([status, secretsIn(body)]).toEqual([200, []]);
  });

  it('staff do see it', async () => {
    const seen = await Promise.all(PATHS.slice(0, 3).map((path) => library.staff.get(path)));
    expect(seen.flatMap(({ body }) => secretsIn(body))).toEqual(
      expect.arrayContaining(['29999', 'geheim', 'placedBy', 'reason"']) as string[],
    );
  });

  it.each(['lent', 'shown', 'blocked'])(
    'a refusal about %s tells a patron nothing of others',
    async (copyId) => {
      const asked = { copyId, patronId: '20001', pickupBranchId: CEN };
      for (const path of ['/api/reservations/check', '/api/reservations']) {
        const { body } = await library.as.patron('20001').post(path, asked);
        expect(secretsIn(body.reasons ?? [])).toEqual([]);
      }
    },
  );

  it('a patron reads that the copy is set apart; staff read on which card', async () => {
    const asked = { copyId: 'shown', patronId: '20001', pickupBranchId: CEN };
    const sentences = async (client: typeof library.staff) =>
      (await client.post('/api/reservations', asked)).body.reasons?.map(({ detail }) => detail);
    expect(await sentences(library.as.patron('20001'))).toContain(
      'Dit exemplaar staat tijdelijk apart voor een tentoonstelling of activiteit.',
    );
    expect(await sentences(library.staff)).toContain(
      'Dit exemplaar staat op speciale pas Vitrine geheim. Neem het eerst in.',
    );
  });

  it('codes stand behind the sentence for staff only', async () => {
    const asked = { copyId: 'blocked', patronId: '20001', pickupBranchId: CEN };
    const detail = async (client: typeof library.staff) =>
      (await client.post('/api/reservations', asked, { 'accept-language': 'en' })).body.detail;
    expect(await detail(library.as.patron('20001'))).toBe('This copy cannot be reserved.');
    expect(await detail(library.staff)).toBe('This copy cannot be reserved. (reservation block 8)');
  });

  it('the feed, which loads the catalogue, hears no more of a copy than it has to', async () => {
    const body = { titleId: TITLE, branchId: CEN, collection: 'SINT' };
    const fed = await library.as.feed.put('/api/copies/lent', body);
    expect(fed.status).toBe(200);
    expect(fed.body).not.toHaveProperty('loan');
  });

  it('P2: of what a batch tells staff, nothing is about patrons or cards', async () => {
    const change = { reservation: { code: 8 }, loan: {} };
    const batch = await makeBatch(library, { selection: { collection: 'SINT' }, change }, library.staff);
    await batch.run();
    const csv = await library.staff.get(`/api/batches/${batch.id}/results`, { accept: 'text/csv' });
    const answers = JSON.stringify([await batch.show(), await batch.results(), csv.text]);
    expect(Object.keys(await batch.outcomes()).sort()).toEqual(['blocked', 'extra', 'lent', 'shown']);
    for (const secret of ['29999', 'S-geheim', 'Vitrine']) expect(answers).not.toContain(secret);
    expect((await batch.show()).affectedReservations).toBe(1);
  });
});
