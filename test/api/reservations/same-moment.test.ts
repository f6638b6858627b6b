import { expect, it } from 'vitest';
import { allPages } from '../../../testing/api/pages.ts';
import { done, openLibrary, TITLE } from '../../../testing/api/small-library.ts';

it.each(['', '&open=true'])(
  'two reservations that a card placed at the same moment are both in its list, a page each%s',
  async (more) => {
    const library = await openLibrary();
    await library.addTitle('T2');
    await library.addCopy('c1');
    await library.addCopy('c2', { titleId: 'T2' });
    await library.addPatron('own');
    library.clock.hold(library.clock.now());
    for (const titleId of [TITLE, 'T2']) await done(library.reserve('own', { titleId }));
    const pages = await allPages(library.staff, `/api/reservations?patronId=own&limit=1${more}`);
    expect(pages.flatMap(({ items = [] }) => items.map(({ titleId }) => titleId))).toEqual([TITLE, 'T2']);
  },
);
