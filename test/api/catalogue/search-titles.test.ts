// Long: one catalogue serves every kind of search.
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { each, pointers } from '../../../testing/api/response-body.ts';
import { openLibrary, type Library } from '../../../testing/api/small-library.ts';
import { everythingIn } from '../../../testing/database/empty-table.ts';
import { checkAfterEach } from '../../../testing/invariants/after-each.ts';

let library: Library;
checkAfterEach(() => library);

const TITLES = {
  Aanslag: 'De aanslag',
  Parijs: 'Aanslag in Parijs',
  Spook: '’t Spookt in de bibliotheek',
  Het: 'Het',
  DeName: 'De Gaulle',
  Hobbit: 'The Hobbit',
  Zauber: 'Der Zauberberg',
  Mis: 'Les Misérables',
  Coeur: 'Un cœur simple',
  Coeur2: 'Coeur de pirate',
  Smor: 'Smørrebrød',
  Smor2: 'Smorrebrod bakken',
  Fluss: 'Am Fluß',
  Fluss2: 'Fluss ohne Wiederkehr',
  Lodz: 'Łódź',
  Dijk: 'Dĳk en duin',
  Dijk2: 'Dijk onder water',
  Fiets: 'De ﬁets',
  Pluk: 'Pluk van de Petteflet',
  Pluk2: 'Pluk redt de dieren',
  Deel1: 'Suske en Wiske 1',
  Deel10: 'Suske en Wiske 10',
  Two: 'Kabouters en de kabouter',
};

beforeAll(async () => {
  library = await openLibrary();
  for (const [id, title] of Object.entries(TITLES)) await library.addTitle(id, { title });
});

const answerTo = (query: Record<string, string>) =>
  library.as.patron('1').get(`/api/titles?${new URLSearchParams(query).toString()}`);

/** The titles of all pages. */
const found = async (query: Record<string, string>): Promise<readonly string[]> => {
  const { status, body } = await answerTo(query);
  expect(status).toBe(200);
  const ids = each(body, 'titleId') as readonly string[];
  return body.next === undefined ? ids : [...ids, ...(await found({ ...query, cursor: body.next }))];
};

describe('GET /api/titles?prefix=', () => {
  it.each([
    ['aanslag', ['Parijs', 'Aanslag']],
    ['de aanslag', ['Parijs', 'Aanslag']],
    ['De Aansl', ['Parijs', 'Aanslag']],
    ['het aanslag', ['Parijs', 'Aanslag']],
    ['spookt', ['Spook']],
    ['’t spookt', ['Spook']],
    ['‘t Spookt', ['Spook']],
    ["'t spookt in", ['Spook']],
    ['het', ['Het']],
    ['de gaulle', ['DeName']],
    ['de', ['Aanslag', 'Fiets', 'DeName', 'Zauber']],
    ['gaulle', ['DeName']],
    ['hobbit', ['Hobbit']],
    ['the hobbit', ['Hobbit']],
    ['zauberberg', ['Zauber']],
    ['miserables', ['Mis']],
  ])('%s finds %j past a leading article', async (prefix, ids) => {
    expect(await found({ prefix })).toEqual(ids);
  });

  it.each([
    ['coeur', ['Coeur2']],
    ['cœur', ['Coeur2']],
    ['un coeur', ['Coeur']],
    ['smorrebrod', ['Smor', 'Smor2']],
    ['smørrebrød', ['Smor', 'Smor2']],
    ['am fluss', ['Fluss']],
    ['fluß', ['Fluss2']],
    ['lodz', ['Lodz']],
    ['dijk', ['Dijk', 'Dijk2']],
    ['dĳk', ['Dijk', 'Dijk2']],
    ['fiets', ['Fiets']],
    ['ﬁets', ['Fiets']],
  ])('%s finds %j by letter and by ligature', async (prefix, ids) => {
    expect((await found({ prefix })).toSorted()).toEqual(ids);
  });

  it('shows a title once, though it begins so with its article and without', async () => {
    await library.addTitle('Dd', { title: 'De duizend eilanden' });
    const ids = await found({ prefix: 'd', limit: '2' });
    expect(ids).toContain('Dd');
    expect(ids).toHaveLength(new Set(ids).size);
  });
});

describe('GET /api/titles?words=', () => {
  it.each([
    ['petteflet', ['Pluk']],
    ['PETTEFLET, pluk', ['Pluk']],
    ['pluk', ['Pluk2', 'Pluk']],
    ['pluk van de pet', ['Pluk']],
    ['de pluk', ['Pluk2', 'Pluk']],
    ['dieren petteflet', []],
    ['tteflet', []],
    ['coeur', ['Coeur2', 'Coeur']],
    ['simple cœur', ['Coeur']],
    ['smørrebrød', ['Smor2', 'Smor']],
    ['bakken smorrebrod', ['Smor2']],
    ['fluss', ['Fluss', 'Fluss2']],
    ['duin dijk', ['Dijk']],
    ['wiske 1', ['Deel1']],
    ['wiske', ['Deel1', 'Deel10']],
    ['het', ['Het']],
    ['bibliotheek spookt', ['Spook']],
    ['kabouter', ['Two']],
    ['!?', []],
  ])('%s finds %j', async (words, ids) => {
    expect(await found({ words })).toEqual(ids);
    expect(await found({ words, limit: '1' })).toEqual(ids);
  });

  it('in alphabetical order, in pages, also when most titles with the longest word lack another', async () => {
    for (let n = 10; n < 40; n++) {
      const more = n % 15 === 0 ? 'rood' : 'blauw';
      await library.addTitle(`V${n}`, { title: `${40 - n} vuurtorens ${more}`, author: 'Jansson' });
    }
    expect(await found({ words: 'rood vuurtorens', limit: '1' })).toEqual(['V30', 'V15']);
    const { body } = await answerTo({ words: 'vuurtorens rood' });
    expect(body.items?.[0]).toEqual({ titleId: 'V30', title: '10 vuurtorens rood', author: 'Jansson' });
  });

  it('finds a title by its new words only, and by the new description, after it was replaced', async () => {
    await library.addTitle('New', { title: 'De gele ballon', author: 'Dematons' });
    await library.addTitle('New', { title: 'Een gele luchtballon' });
    expect(await found({ words: 'ballon' })).toEqual([]);
    expect(await found({ prefix: 'gele ballon' })).toEqual([]);
    expect((await answerTo({ words: 'gele' })).body.items).toEqual([
      { titleId: 'New', title: 'Een gele luchtballon' },
    ]);
  });

  it('takes a title of far more words than it lists, and another in its place', async () => {
    const words = (letter: string) => Array.from({ length: 90 }, (_, n) => `${letter}woord${n}`).join(' ');
    await library.addTitle('Long', { title: `De ${words('q')}` });
    await library.addTitle('Long', { title: `Het ${words('y')}` });
    expect(await found({ words: 'qwoord1' })).toEqual([]);
    expect(await found({ words: 'ywoord30 ywoord1' })).toEqual(['Long']);
  });

  it('a title that two replace at the same moment is found by what it is', async () => {
    const titles = ['Een grijze muis', 'De grijze olifant', 'Het grijze paard'];
    await library.addTitle('Race', { title: 'Grijs' });
    await Promise.all(titles.map((title) => library.addTitle('Race', { title })));
    const { body } = await library.as.admin.get('/api/titles/Race');
    const others = titles.filter((title) => title !== body.title);
    expect(await found({ words: String(body.title) })).toEqual(['Race']);
    for (const words of others) expect(await found({ words })).toEqual([]);
  });

  it('400 for a cursor of another query, and for words beside another filter', async () => {
    const { next = '' } = (await answerTo({ words: 'pluk', limit: '1' })).body;
    const other = await answerTo({ words: 'wiske', limit: '1', cursor: next });
    expect([other.status, pointers(other.body)]).toEqual([400, ['/query/cursor']]);
    expect((await answerTo({ words: 'pluk', prefix: 'pluk' })).status).toBe(400);
    expect((await answerTo({ words: ' ' })).status).toBe(400);
    expect((await answerTo({ words: 'x'.repeat(201) })).status).toBe(400);
  });
});

const [PLUK, OTJE] = ['9789045101767', '9789045112657'];

describe('GET /api/titles?isbn=', () => {
  it.each([
    ['a binding', '9789045101767 (geb.)', [PLUK]],
    ['a price', '978-90-451-0176-7 : € 19,99', [PLUK]],
    ['its name', 'ISBN 9789045101767', [PLUK]],
    ['hyphens that do not break', '978‑90‑451‑0176‑7', [PLUK]],
    ['two numbers', '9789045101767 9789045112657', [PLUK, OTJE]],
    ['an old number and a new one', '90-451-1265-5; 9789045101767', [PLUK, OTJE]],
  ])('is found by each number in the field: %s', async (_name, isbn, numbers) => {
    await library.addTitle('Isbn', { title: 'Met ISBN', isbn });
    for (const number of numbers) {
      const { body } = await answerTo({ isbn: number });
      expect(body.items).toEqual([{ titleId: 'Isbn', title: 'Met ISBN', isbn }]);
    }
    const both = await answerTo({ isbn });
    expect([each(both.body, 'titleId'), both.body.next]).toEqual([['Isbn'], undefined]);
  });

  it('no longer by a number that was taken out', async () => {
    await library.addTitle('Isbn', { title: 'Met ISBN', isbn: '9789045112657 (pap.)' });
    expect([await found({ isbn: PLUK }), await found({ isbn: OTJE })]).toEqual([[], ['Isbn']]);
    await library.addTitle('Isbn', { title: 'Met ISBN' });
    expect(await found({ isbn: OTJE })).toEqual([]);
  });
});

describe('a title of before there were entries', () => {
  /** Makes the table as the version before would have it. */
  const makeOld = async (titleId: string) => {
    const { client, name } = library;
    const entries = (await everythingIn(library)).filter(
      (item) => item.titleId === titleId && (item.pk.startsWith('WORD#') || item.sk.startsWith('ALSO#')),
    );
    for (const { pk, sk } of entries)
      await client.send(new DeleteCommand({ TableName: name, Key: { pk, sk } }));
    const Key = { pk: `TITLE#${titleId}`, sk: 'META' };
    await client.send(new UpdateCommand({ TableName: name, Key, UpdateExpression: 'REMOVE terms' }));
  };

  it('is found as before, and by its words once it is put again, also unchanged', async () => {
    const old = { title: 'Het huis met de zeven gevels', isbn: OTJE };
    await library.addTitle('Old', old);
    await makeOld('Old');
    expect(await found({ prefix: 'het' })).toContain('Old');
    expect(await found({ isbn: OTJE })).toEqual(['Old']);
    expect(await found({ words: 'gevels' })).toEqual([]);
    const again = await library.as.feed.put('/api/titles/Old', old);
    expect([again.status, again.body.version]).toEqual([200, 2]);
    expect(await found({ words: 'gevels' })).toEqual(['Old']);
    expect(await found({ prefix: 'huis met' })).toEqual(['Old']);
  });

  it('is not written again when it has its entries', async () => {
    const { version } = await library.addTitle('Old', {
      title: 'Het huis met de zeven gevels',
      isbn: OTJE,
    });
    expect(version).toBe(2);
  });
});
