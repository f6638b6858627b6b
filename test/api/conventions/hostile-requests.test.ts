import { describe, expect, it } from 'vitest';
import { cursorAt } from '../../../lib/http/page.ts';
import { makeBatch } from '../../../testing/api/batches.ts';
import { pointers } from '../../../testing/api/response-body.ts';
import { CEN, openLibrary, TITLE } from '../../../testing/api/small-library.ts';

const library = await openLibrary();
const { as, addCopy, addPatron, addCard, addActivity } = library;
await addCopy('1001');
await addPatron('20001');
await addCard('S1');
const activityId = await addActivity();
const batch = await makeBatch(library, { selection: { copyIds: ['1001'] }, change: { loan: {} } });

describe('a text that no list can show is refused by its name', () => {
  const days = { startDate: '2026-11-01', endDate: '2026-11-02' };
  const copy = { titleId: TITLE, branchId: CEN };
  const BAD = {
    'half a character': 'x\ud800',
    'a null character': 'x\u0000',
    'a tab': 'x\ty',
    'a line break': 'x\ny',
    'an escape character': '\u001bx',
    'a delete character': 'x\u007f',
    'a next-line character of Latin 1': 'x\u0085y',
  };
  const FIELDS: readonly (readonly [string, string, (bad: string) => object, string])[] = [
    ['PUT', `/api/branches/${CEN}`, (name) => ({ name }), '/name'],
    ['PUT', `/api/titles/${TITLE}`, (title) => ({ title }), '/title'],
    ['PUT', `/api/titles/${TITLE}`, (author) => ({ title: 'Pluk', author }), '/author'],
    ['PUT', `/api/titles/${TITLE}`, (isbn) => ({ title: 'Pluk', isbn }), '/isbn'],
    ['PUT', `/api/titles/${TITLE}`, (materialType) => ({ title: 'Pluk', materialType }), '/materialType'],
    ['PUT', '/api/copies/1001', (shelfmark) => ({ ...copy, shelfmark }), '/shelfmark'],
    ['PUT', '/api/patrons/S1', (label) => ({ branchId: CEN, kind: 'special', label }), '/label'],
    ['PUT', '/api/copies/1001/blocks/loan', (reason) => ({ reason }), '/reason'],
    ['POST', '/api/activities', (name) => ({ name, ...days }), '/name'],
    ['PATCH', `/api/activities/${activityId}`, (name) => ({ name }), '/name'],
    ['POST', `/api/activities/${activityId}/copy`, (name) => ({ name, ...days }), '/name'],
    [
      'POST',
      '/api/loans',
      (reason) => ({ copyId: '1001', patronId: '20001', branchId: CEN, override: { reason } }),
      '/override/reason',
    ],
  ];

  describe.each(Object.entries(BAD))('%s', (_what, bad) => {
    it.each(FIELDS)('in %s %s: 400', async (method, path, bodyOf, pointer) => {
      const answer = await as.admin.call({ method, path, body: bodyOf(bad) });
      expect([answer.status, pointers(answer.body)]).toEqual([400, [pointer]]);
    });
  });

  it.each([['\u00a0Pluk\r\n'], [' Pluk '], ['\tPluk']])('space around %j is taken off', async (title) => {
    expect((await as.admin.put(`/api/titles/${TITLE}`, { title })).body.title).toBe('Pluk');
  });

  it('a whole one is kept', async () => {
    const { body } = await as.admin.put(`/api/titles/${TITLE}`, { title: '🎅 Kerst' });
    expect(body.title).toBe('🎅 Kerst');
  });
});

describe('a cursor that somebody made up, with a check that is right', () => {
  const LISTS = [
    '/api/branches?',
    `/api/branches/${CEN}/pull-list?`,
    '/api/titles?prefix=p',
    '/api/titles?words=p',
    '/api/titles?isbn=9789045101767',
    '/api/copies?collection=SINT',
    `/api/copies?branchId=${CEN}&collection=SINT`,
    `/api/copies?blocked=any&branchId=${CEN}`,
    `/api/copies?activityId=${activityId}`,
    '/api/copies/1001/history?',
    `/api/patrons?branchId=${CEN}`,
    '/api/reservations?patronId=20001',
    `/api/reservations?titleId=${TITLE}`,
    `/api/reservations?open=true&titleId=${TITLE}`,
    '/api/reservations?copyId=1001',
    '/api/loans?patronId=20001',
    `/api/loans?activityId=${activityId}`,
    '/api/activities?',
    '/api/activities?state=over',
    '/api/activities?state=running',
    '/api/jobs?',
    '/api/batches?',
    `/api/batches/${batch.id}/results?`,
    '/api/collections?',
    '/api/flags?',
    `/api/flags?branchId=${CEN}`,
    `/api/flags?activityId=${activityId}`,
  ];
  const PLACES = [
    ' ',
    '~',
    '#',
    '/',
    '0',
    'META',
    '~#~',
    'preview#~',
    '\u0000',
    '\uffff',
    '\u{10ffff}',
    '9999',
  ];
  const cursorOf = (list: string, place: string) =>
    `${list}${list.endsWith('?') ? '' : '&'}cursor=${cursorAt(list, place)}`;

  it.each(LISTS)('%s: some part of the list, or none', async (list) => {
    for (const place of [...PLACES, CEN, `${CEN}#~`, 'x'.repeat(1000)]) {
      const { status, body } = await as.admin.get(cursorOf(list, place));
      expect([place, status, Array.isArray(body.items)]).toEqual([place, 200, true]);
    }
  });

  it.each(LISTS)('%s: 400 where it is longer than any place', async (list) => {
    const { status, body } = await as.admin.get(cursorOf(list, 'x'.repeat(1001)));
    expect([status, pointers(body)]).toEqual([400, ['/query/cursor']]);
  });
});

describe('a megabyte of what does not fit', () => {
  const fields = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [n.toString(36), 1]));

  it.each([
    ['fields', '/api/check-ins', fields],
    ['barcodes', '/api/batches', { selection: { copyIds: Array(10_000).fill(1) }, change: { loan: {} } }],
  ])('%s: 400, and a hundred of them are named', async (_what, path, body) => {
    const answer = await as.admin.post(path, body);
    expect([answer.status, answer.body.errors?.length]).toEqual([400, 100]);
    expect(answer.text.length).toBeLessThan(100_000);
  });
});
