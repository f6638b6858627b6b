import { writeBranch } from '../../lib/store/branches.ts';
import { createTitle } from '../../lib/store/titles.ts';
import { aBranch, OWN } from '../../testing/builders.ts';
import type { Prepared } from '../operation.ts';
import { copyOf, newTitle, titleOf } from '../fixtures.ts';

const described = ({ title, author, isbn }: ReturnType<typeof titleOf>) => ({ title, author, isbn });

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);

export const putNewTitle = (id: string): Prepared => {
  const title = titleOf(id);
  return {
    items: [],
    ours: { method: 'PUT', path: `/api/titles/${title.titleId}`, body: described(title), status: 201 },
  };
};

export const changeTitle = (id: string): Prepared => {
  const title = titleOf(id);
  const body = { ...described(title), title: `Nijntje aan zee ${id}` };
  return {
    items: [createTitle(title)],
    ours: { method: 'PUT', path: `/api/titles/${title.titleId}`, body, status: 200 },
  };
};

export const putSameTitle = (id: string): Prepared => {
  const title = titleOf(id);
  return {
    items: [createTitle(title)],
    ours: { method: 'PUT', path: `/api/titles/${title.titleId}`, body: described(title), status: 200 },
  };
};

/** The titles that begin with a frequent word, one page. */
export const searchByPrefix = (): Prepared => ({
  items: [],
  ours: { method: 'GET', path: '/api/titles', query: { prefix: 'De', limit: '20' }, status: 200 },
});

/** The titles with a word and the beginning of another, one page. */
export const searchByWords = (): Prepared => ({
  items: [],
  ours: { method: 'GET', path: '/api/titles', query: { words: 'geheime tov', limit: '20' }, status: 200 },
});

export const searchByIsbn = (id: string): Prepared => {
  const isbn = '9789025767327';
  return {
    items: [createTitle(titleOf(id, { isbn }))],
    ours: { method: 'GET', path: '/api/titles', query: { isbn }, status: 200 },
  };
};

export const titlesByIds = (id: string): Prepared => {
  const titles = upTo(50).map((n) => titleOf(`${id}.${n}`));
  const ids = titles.map(({ titleId }) => titleId).join(',');
  return {
    items: titles.map(createTitle),
    ours: { method: 'GET', path: '/api/titles', query: { ids }, status: 200 },
  };
};

export const copiesByIds = (id: string): Prepared => {
  const copies = upTo(50).map((n) => copyOf(id, { copyId: `C${id}.${n}` }));
  const ids = copies.map(({ copyId }) => copyId).join(',');
  return {
    items: newTitle(titleOf(id), ...copies),
    ours: { method: 'GET', path: '/api/copies', query: { ids }, status: 200 },
  };
};

/** A copy that moves to another branch and collection. */
export const moveCopy = (id: string): Prepared => {
  const { copyId, titleId } = copyOf(id);
  const body = { titleId, branchId: 'BR4', collection: 'GRIFFELS', shelfmark: 'AK Dahl' };
  return {
    items: newTitle(titleOf(id), copyOf(id)),
    ours: { method: 'PUT', path: `/api/copies/${copyId}`, body, status: 200 },
  };
};

const branchBody = { name: 'Oosterhout', contacts: ['oosterhout@apart.example'] };

export const putNewBranch = (id: string): Prepared => ({
  items: [],
  ours: { method: 'PUT', path: `/api/branches/N${id}`, body: branchBody, status: 201 },
});

export const changeBranch = (id: string): Prepared => ({
  items: [writeBranch(undefined, aBranch({ branchId: `B${id}` }))],
  ours: { method: 'PUT', path: `/api/branches/B${id}`, body: branchBody, status: 200 },
});

export const listBranches = (): Prepared => ({
  items: [],
  ours: { method: 'GET', path: '/api/branches', status: 200 },
});

export const viewBranch = (): Prepared => ({
  items: [],
  ours: { method: 'GET', path: `/api/branches/${OWN}`, status: 200 },
});
