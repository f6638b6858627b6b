// Long: JSON pages and CSV pages give the same results, and two readers of pages serve them all.
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordChunk } from '../../../lib/store/batches.ts';
import type { RequestContext } from '../../../lib/usecases/core/request-context.ts';
import { findBatch, resultLines } from '../../../lib/usecases/batches/look-up-batches.ts';
import type { Answered } from '../../../testing/api/test-api.ts';
import { CODE8, makeBatch, type TestBatch } from '../../../testing/api/batches.ts';
import { allPages } from '../../../testing/api/pages.ts';
import { each, pointers } from '../../../testing/api/response-body.ts';
import { done, EAST, openLibrary, type Library } from '../../../testing/api/small-library.ts';

const CSV = { accept: 'text/csv' };
const COLUMNS = 'copyId,outcome,before,after,reason,detail';

const library: Library = await openLibrary();
const get = (path: string, headers = {}) => library.as.admin.get(path, headers);
const linesOf = ({ text }: Answered) => text.trimEnd().split('\n');

/** The copies on each page of a list, with `limit` items a page. */
const pages = async (path: string, limit: number) => {
  const found = await allPages({ get }, `${path}${path.includes('?') ? '&' : '?'}limit=${limit}`);
  return found.map((page) => each(page, 'copyId'));
};

/** The first CSV answer, and all answers that its links lead to. */
const csvPages = async (path: string) => {
  const found: Answered[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const answer: Answered = await get(next, CSV);
    found.push(answer);
    next = /^<(.+)>; rel="next"$/.exec(answer.headers.link ?? '')?.[1];
  }
  return found;
};

describe('M4: the results of a batch of several chunks', () => {
  const copyIds = Array.from({ length: 130 }, (_, n) => `m${String(n * 7 + 100)}`);
  const asked = copyIds.flatMap((copyId, n) => (n % 10 === 3 ? [copyId, `none-${n}`] : [copyId]));
  let batch: TestBatch;
  let ofCollection: TestBatch;
  const path = () => `/api/batches/${batch.id}/results`;

  beforeAll(async () => {
    for (let n = 0; n < copyIds.length; n += 10) {
      const ten = copyIds.slice(n, n + 10);
      await Promise.all(ten.map((copyId) => library.addCopy(copyId, { collection: 'SINT' })));
      await done(library.block(ten[5] ?? '', 'reservation', { code: 8 }));
    }
    ofCollection = await makeBatch(library, { selection: { collection: 'SINT' }, change: CODE8 });
    batch = await makeBatch(library, { selection: { copyIds: asked }, change: CODE8 });
    await batch.run();
  });

  it.each([1, 7, 50, 64, 200])('come each once, in the order of the list, %i at a time', async (limit) => {
    const found = await pages(path(), limit);
    expect(found.flat()).toEqual(asked);
    const full = found.slice(0, -1).map(({ length }) => length);
    expect(full).toEqual(full.map(() => limit));
  });

  it.each([3, 50, 200])('of a collection: each once, in an order that stays, %i at a time', async (limit) => {
    const seen = (await pages(`/api/batches/${ofCollection.id}/results`, limit)).flat();
    expect([...seen].sort()).toEqual([...copyIds].sort());
    expect(seen).toEqual((await ofCollection.results()).map(({ copyId }) => copyId));
  });

  const unchanged = copyIds.filter((_, n) => n % 10 === 5);
  const unknown = asked.filter((copyId) => copyId.startsWith('none'));
  it.each([
    ['changed', copyIds.filter((copyId) => !unchanged.includes(copyId))],
    ['unchanged', unchanged],
    ['refused', unknown],
    ['failed', []],
    ['will-change', []],
  ])('of one outcome: %s, in pages that are full', async (outcome, expected) => {
    for (const limit of [4, 13, 200]) {
      const found = await pages(`${path()}?outcome=${outcome}`, limit);
      expect(found.flat()).toEqual(expected);
      expect(found.slice(0, -1).every(({ length }) => length === limit)).toBe(true);
    }
    const [csv, ...more] = await csvPages(`${path()}?outcome=${outcome}`);
    expect(more).toEqual([]);
    expect(csv && linesOf(csv).map((line) => line.split(',')[0])).toEqual(['copyId', ...expected]);
  });

  it.each([
    [1, 5_000, undefined],
    [7, 5_000, undefined],
    [50, 5_000, undefined],
    [51, 5_000, 'changed'],
    [13, 5_000, 'unchanged'],
    [142, 5_000, undefined],
    [143, 5_000, undefined],
    [1_000, 60, undefined],
    [1_000, 300, 'changed'],
  ] as const)(
    'as lines: each once, where an answer has %i of them or %i bytes',
    async (lines, bytes, only) => {
      const context = {
        table: library.table,
        caller: { sub: 'admin', role: 'admin', branchIds: [] },
      } as unknown as RequestContext;
      const record = await findBatch(context, batch.id);
      const seen: string[] = [];
      const sizes: number[] = [];
      for (
        let after: string | undefined, more = true;
        more && sizes.length < 200;
        more = after !== undefined
      ) {
        const found = await resultLines(
          context,
          record,
          { outcome: only, after },
          { bounds: { lines, bytes }, toLine: ({ copyId }) => copyId },
        );
        expect(found.lines.length).toBeLessThanOrEqual(lines);
        expect(Buffer.byteLength(found.lines.join(''))).toBeLessThanOrEqual(bytes);
        seen.push(...found.lines);
        sizes.push(found.lines.length);
        after = found.next;
      }
      expect(seen).toEqual((await batch.results(only && `&outcome=${only}`)).map(({ copyId }) => copyId));
      if (bytes > 1_000) expect(sizes).toHaveLength(Math.ceil(seen.length / lines));
    },
  );

  it('add up to the counts of the batch', async () => {
    const { counts = {} } = await batch.show();
    const all = await batch.results();
    for (const outcome of ['changed', 'unchanged', 'refused', 'failed']) {
      expect(all.filter((one) => one.outcome === outcome)).toHaveLength(counts[outcome] ?? -1);
    }
    expect(all).toHaveLength(counts.done ?? -1);
  });

  it('a page that was begun goes on where it was while more results come', async () => {
    const growing = await makeBatch(library, { selection: { copyIds: asked }, change: { loan: {} } });
    const first = await done(get(`/api/batches/${growing.id}/results?limit=60`));
    const again = await done(get(`/api/batches/${growing.id}/results?limit=200&cursor=${first.next ?? ''}`));
    expect([...each(first, 'copyId'), ...each(again, 'copyId')]).toEqual(asked);
  });

  it.each([
    ['no cursor at all', () => Promise.resolve('x')],
    ['an empty one', () => Promise.resolve('')],
    ['one that was changed', async () => (await first(path())).replace(/.$/, '_')],
    ['one that was cut', async () => (await first(path())).slice(0, -2)],
    ['one of another outcome', () => first(`${path()}?outcome=changed`)],
    ['one of another batch', () => first(`/api/batches/${ofCollection.id}/results`)],
    ['one of the list of batches', () => first('/api/batches')],
  ])('a bad cursor is a 400, as JSON and as CSV: %s', async (_, cursor) => {
    for (const headers of [{}, CSV]) {
      const { status, body } = await get(`${path()}?cursor=${await cursor()}`, headers);
      expect([status, pointers(body)]).toEqual([400, ['/query/cursor']]);
      expect(body.detail).toBe('Deze cursor hoort niet bij dit verzoek. Begin opnieuw zonder cursor.');
    }
  });
  const first = async (list: string) =>
    (await done(get(`${list}${list.includes('?') ? '&' : '?'}limit=1`))).next ?? '';

  it.each([
    ['outcome=gone', '/query/outcome'],
    ['outcome=', '/query/outcome'],
    ['limit=0', '/query/limit'],
    ['limit=201', '/query/limit'],
    ['format=csv', '/query/format'],
  ])('400 for ?%s', async (query, pointer) => {
    const { status, body } = await get(`${path()}?${query}`);
    expect([status, pointers(body)]).toEqual([400, [pointer]]);
  });
});

describe('M4: the results as CSV', () => {
  const copyIds = ['a1', '-1001', '--2', '-SUM.A1', '.x', '_y', 'e9', 'unknown', '-none'];
  let batch: TestBatch;
  let activityId: string;
  const read = async (headers = {}) => get(`/api/batches/${batch.id}/results`, { ...CSV, ...headers });
  const cells = async (headers = {}) =>
    parse<Record<string, string>>((await read(headers)).text, { columns: true });

  beforeAll(async () => {
    for (const copyId of copyIds.slice(0, -2)) {
      await library.addCopy(copyId, copyId === 'e9' ? { branchId: EAST } : {});
    }
    activityId = await library.addActivity();
    await done(library.block('a1', 'reservation', { code: 7, activityId }));
    await done(library.block('a1', 'loan', { endDate: '2026-11-01', reason: '=geheim' }));
    const asked = { selection: { copyIds }, change: { reservation: { code: 8 }, loan: {} } };
    batch = await makeBatch(library, asked, library.staff);
    await batch.run();
  });

  it('begins with the names of the contract, and has a line for each copy', async () => {
    const { status, headers, text } = await read();
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers['content-language']).toBe('nl');
    expect(headers).not.toHaveProperty('link');
    expect(text.endsWith('\n')).toBe(true);
    const [header, ...lines] = text.trimEnd().split('\n');
    expect([header, lines.length]).toEqual([COLUMNS, copyIds.length]);
  });

  it('a cell that begins like a formula is quoted as text', async () => {
    const seen = linesOf(await read()).map((line) => line.split(',')[0]);
    expect(seen).toEqual([
      'copyId',
      'a1',
      "'-1001",
      "'--2",
      "'-SUM.A1",
      '.x',
      '_y',
      'e9',
      'unknown',
      "'-none",
    ]);
    const every = (await cells()).flatMap((line) => Object.values(line));
    expect(every.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });

  it.each([
    ['nl', 'res. blok. 8', 'leen blok. zonder einddatum', 'leen blok. t/m zo 1 nov 2026'],
    ['en', 'reservation block 8', 'loan block, no end date', 'loan block until Sun 1 Nov 2026 inclusive'],
  ])(
    'blocks stand there in words, the reason as code and sentence: %s',
    async (language, code8, loan, dated) => {
      const lines = await cells({ 'accept-language': language });
      const [a1, , , , , , e9, unknown] = lines;
      const code7 = `${code8.slice(0, -1)}7 (${activityId})`;
      expect(a1?.before?.split('; ').sort()).toEqual([dated, code7].sort());
      expect(a1?.after?.split('; ').sort()).toEqual([loan, code7, code8].sort());
      expect(a1).toMatchObject({ outcome: 'changed', reason: '', detail: '' });
      const { items = [] } = (
        await library.staff.get(`/api/batches/${batch.id}/results`, { 'accept-language': language })
      ).body;
      const details = items.map(({ detail }) => detail);
      expect(e9).toMatchObject({
        outcome: 'refused',
        before: '',
        after: '',
        reason: 'other-branch',
        detail: details[6],
      });
      expect(unknown).toMatchObject({ outcome: 'refused', reason: 'unknown-copy', detail: details[7] });
    },
  );

  it.each([
    ['text/csv', true],
    ['text/csv; charset=utf-8', true],
    ['text/csv, application/json;q=0.5', true],
    ['text/csv, */*;q=0.1', true],
    ['application/json, text/csv', false],
    ['application/json', false],
    ['*/*', false],
    ['', false],
  ])('Accept: “%s” gets CSV: %s', async (accept, isCsv) => {
    const { headers } = await read({ accept });
    expect(headers['content-type']?.startsWith('text/csv')).toBe(isCsv);
  });

  it('of a batch without copies there is the header only', async () => {
    const empty = await makeBatch(library, { selection: { collection: 'LEEG' }, change: CODE8 });
    expect((await get(`/api/batches/${empty.id}/results`, CSV)).text).toBe(`${COLUMNS}\n`);
  });

  it('the list of batches has no CSV', async () => {
    expect((await get('/api/batches', CSV)).headers['content-type']).toBe('application/json');
  });
});

describe('contract: what does not fit one answer', { timeout: 120_000 }, () => {
  /** A batch with one result for each barcode, as its worker would have recorded them. */
  const withResults = async (copyIds: readonly string[]) => {
    const { id } = await makeBatch(library, { selection: { copyIds: ['first'] }, change: CODE8 });
    for (let chunk = 1; (chunk - 1) * 1000 < copyIds.length; chunk++) {
      const results = copyIds
        .slice((chunk - 1) * 1000, chunk * 1000)
        .map((copyId) => ({ copyId, outcome: 'unchanged', before: {} }) as const);
      await library.table.write(recordChunk(id, 'preview', { chunk, results }));
    }
    return id;
  };

  it('50,000 lines: the header first, and a Link that leads to the rest', async () => {
    const copyIds = Array.from({ length: 50_009 }, (_, n) => `${n}`);
    const id = await withResults(copyIds);
    const lines = (await csvPages(`/api/batches/${id}/results?outcome=unchanged`)).map(linesOf);
    expect(lines.map(([header]) => header)).toEqual([COLUMNS, COLUMNS]);
    expect(lines.map(({ length }) => length - 1)).toEqual([50_000, 9]);
    const seen = lines.flatMap(([, ...rest]) => rest.map((line) => line.split(',')[0]));
    expect(seen).toEqual(copyIds);
  });
});
