import { answerOf, api } from '../../api/client.ts';
import { listQuery } from '../../api/queries.ts';

const AT_ONCE = 200;

/** The special cards of an activity, or of a branch. */
export const cardsQuery = (of: { readonly activityId: string } | { readonly branchId: string }) =>
  listQuery(['patrons', 'special', of], (cursor) =>
    answerOf(api.GET('/api/patrons', { params: { query: { limit: AT_ONCE, ...of, ...cursor } } })),
  );

/** What is on a card. */
export const loansOfCardQuery = (patronId: string) =>
  listQuery(['loans', { patronId }], (cursor) =>
    answerOf(api.GET('/api/loans', { params: { query: { limit: AT_ONCE, patronId, ...cursor } } })),
  );
