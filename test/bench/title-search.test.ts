/** What it costs to find titles, in the units of docs/adr/0016-search-entries.md. */
import { beforeAll, describe, expect, it } from 'vitest';
import { meter, type Meter } from '../../bench/meter.ts';
import { titleKey } from '../../lib/store/keys.ts';
import { titlesByIsbn, titlesByPrefix, titlesByWords } from '../../lib/store/title-search.ts';
import { createTitle, replaceTitle } from '../../lib/store/titles.ts';
import { aTitle } from '../../testing/builders.ts';
import { emptyTable, type TestTable } from '../../testing/database/empty-table.ts';

const ISBN = '9789045101767';

const described = (titleId: string, title: string, isbn = ISBN) =>
  aTitle({ titleId, title, isbn, author: 'Annie M.G. Schmidt', materialType: 'Prentenboek' });

let db: TestTable;
let bill: Meter;

beforeAll(async () => {
  db = await emptyTable();
  bill = meter(db.client);
});

describe('what a title writes', () => {
  it.each([
    ['Minoes', ISBN, { made: 8, otherAuthor: 6, otherTitle: 11 }],
    ['Pluk van de Petteflet', ISBN, { made: 10, otherAuthor: 8, otherTitle: 15 }],
    ['De aanslag', ISBN, { made: 11, otherAuthor: 9, otherTitle: 15 }],
    ['Otje', `${ISBN} 9789045112657`, { made: 11, otherAuthor: 9, otherTitle: 14 }],
  ])('%s (%s): %j', async (name, isbn, units) => {
    const title = described(`W${name.length}`, name, isbn);
    const written = async (act: () => Promise<void>) => {
      bill.take();
      await act();
      return bill.take().writeUnits;
    };
    const replaced = async (over: object) => {
      const [item] = await db.table.getAll([titleKey(title.titleId)]);
      if (!item) throw new Error('no title');
      return written(() => db.table.write(replaceTitle(item, { ...title, ...over })));
    };
    expect({
      made: await written(() => db.table.write(createTitle(title))),
      otherAuthor: await replaced({ author: 'A. Schmidt' }),
      otherTitle: await replaced({ title: `${name} twee` }),
    }).toEqual(units);
  });
});

describe('what a search reads', () => {
  beforeAll(async () => {
    const names = Array.from({ length: 150 }, (_, n) => `De geheime ${n < 120 ? 'tuin' : 'zee'} ${n + 100}`);
    await Promise.all(names.map((name, n) => db.table.write(createTitle(described(`R${n + 100}`, name)))));
  });

  const page = { limit: 50 };
  it.each([
    ['a start', 50, [1, 1.5], () => titlesByPrefix(db.table, 'geheime', page)],
    ['an ISBN', 1, [2, 1.5], () => titlesByIsbn(db.table, '9789045112657', page)],
    ['a frequent word', 50, [1, 2], () => titlesByWords(db.table, 'geheime', page)],
    ['a rare word', 1, [1, 1], () => titlesByWords(db.table, '177', page)],
    ['half a word', 30, [1, 1], () => titlesByWords(db.table, 'ze', page)],
    ['a frequent word and a rare one', 1, [3, 6], () => titlesByWords(db.table, 'geheime 177', page)],
    ['two words, both in many titles', 50, [3, 10], () => titlesByWords(db.table, 'geheime tuin', page)],
  ])('%s: %i titles for %j requests and units', async (_name, count, cost, search) => {
    bill.take();
    const { items } = await search();
    const { roundTrips, readUnits } = bill.take();
    expect([items.length, [roundTrips, readUnits]]).toEqual([count, cost]);
  });
});
