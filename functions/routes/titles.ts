import * as z from 'zod';
import { findTitles } from '../../lib/usecases/catalogue/find-by-ids.ts';
import { findTitle } from '../../lib/usecases/catalogue/look-up.ts';
import { putTitle } from '../../lib/usecases/catalogue/put-title.ts';
import { searchTitles } from '../../lib/usecases/catalogue/search-titles.ts';
import { route } from '../http/route-call.ts';
import { copyView, listReply } from './views.ts';
import { CopySchema, IdSchema, IdsSchema, oneOf, pageOf, paging, textUpTo } from './schemas.ts';

const params = z.strictObject({ titleId: IdSchema });

const description = {
  title: textUpTo(1000),
  author: textUpTo(500).optional(),
  isbn: textUpTo(200).optional(),
  materialType: textUpTo(40).optional(),
};

const Title = z.object({ titleId: z.string(), ...description, version: z.number() }).meta({ id: 'Title' });

const FoundTitle = z.object({ titleId: z.string(), ...description }).meta({ id: 'FoundTitle' });

const TitleWithCopies = z
  .object({ ...Title.shape, copies: z.array(CopySchema), waiting: z.number() })
  .meta({ id: 'TitleWithCopies' });

const Search = z
  .strictObject({
    ...paging,
    isbn: textUpTo(200).optional(),
    prefix: textUpTo(200).optional(),
    words: textUpTo(200).optional(),
    ids: IdsSchema.optional(),
  })
  .refine(({ isbn, prefix, words, ids }) => oneOf(isbn, prefix, words, ids), { error: 'field-one-of' });

export const titleRoutes = [
  route({
    method: 'PUT',
    path: '/api/titles/{titleId}',
    summary: 'Make or replace a title',
    roles: ['admin', 'feed'],
    params,
    body: z.strictObject(description),
    replies: { 200: Title, 201: Title },
    handle: async ({ params: { titleId }, body, version }, { context }) => {
      const { thing, created } = await putTitle(context, { titleId, ...body }, version);
      return { status: created ? 201 : 200, body: thing, version: thing.version };
    },
  }),
  route({
    method: 'GET',
    path: '/api/titles',
    summary: 'Titles with an ISBN, that start with a text, with all these words, or with these ids',
    roles: ['patron', 'staff', 'admin'],
    query: Search,
    replies: { 200: pageOf(FoundTitle) },
    handle: (input, { context }) => {
      const { ids, ...search } = input.query;
      return listReply(
        input,
        (range) => (ids ? findTitles(context, ids) : searchTitles(context, search, range)),
        (title) => title,
      );
    },
  }),
  route({
    method: 'GET',
    path: '/api/titles/{titleId}',
    summary: 'A title with all its copies',
    roles: ['patron', 'staff', 'admin'],
    limits: { patron: 'without loans, and without who set a block and why' },
    params,
    replies: { 200: TitleWithCopies },
    handle: async ({ params: { titleId } }, call) => {
      const { title, copies } = await findTitle(call.context, titleId);
      const shown = copies.map((copy) => copyView(copy, call));
      return { status: 200, body: { ...title, copies: shown }, version: title.version };
    },
  }),
];
