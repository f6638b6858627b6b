import { beforeEach, describe, expect, it } from 'vitest';
import { CEN, done, openLibrary, TITLE, type Library } from '../../../testing/api/small-library.ts';
import type { Body } from '../../../testing/api/response-body.ts';
import { checkAfterEach } from '../../../testing/invariants/after-each.ts';

let library: Library;
beforeEach(async () => {
  library = await openLibrary();
  for (const id of ['c1', 'c2']) await library.addCopy(id);
  for (const id of ['a', 'b']) await library.addPatron(id);
});

checkAfterEach(() => library);

const pulled = async () => {
  const { items = [] } = await done(library.staff.get(`/api/branches/${CEN}/pull-list`));
  return items.map(({ copy, reservation }: Body) => [copy?.copyId, reservation?.patronId]);
};

describe('R8: a copy that somebody reserved as such is not asked for a title while another would do', () => {
  it('reserved after it was asked for: another is asked for', async () => {
    await done(library.reserve('a', { titleId: TITLE }));
    await library.work();
    const [[asked] = []] = await pulled();
    await done(library.reserve('b', { copyId: String(asked) }));
    await library.work();
    expect((await pulled()).toSorted()).toEqual(
      [
        ['c1', asked === 'c1' ? 'b' : 'a'],
        ['c2', asked === 'c1' ? 'a' : 'b'],
      ].toSorted(),
    );
  });

  it('reserved before: the title gets the other', async () => {
    await done(library.reserve('b', { copyId: 'c1' }));
    await done(library.reserve('a', { titleId: TITLE }));
    await library.work();
    expect(await pulled()).toEqual([
      ['c1', 'b'],
      ['c2', 'a'],
    ]);
  });

  it('a page is full of what is to be fetched, whatever marks are stale', async () => {
    await done(library.reserve('a', { copyId: 'c1' }));
    await done(library.reserve('b', { copyId: 'c2' }));
    await done(library.block('c1', 'loan'));
    const { items = [], next } = await done(library.staff.get(`/api/branches/${CEN}/pull-list?limit=1`));
    expect([items.map(({ copy }) => copy?.copyId), next]).toEqual([['c2'], undefined]);
  });

  it('with no other, who was first keeps it', async () => {
    await library.addCopy('c2', { missing: true });
    await done(library.reserve('a', { titleId: TITLE }));
    await library.work();
    await done(library.reserve('b', { copyId: 'c1' }));
    await library.work();
    expect(await pulled()).toEqual([['c1', 'a']]);
  });
});
