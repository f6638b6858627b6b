import { answerOf, api } from '../../api/client.ts';
import { listQuery } from '../../api/queries.ts';

/** What a card has on loan. */
export const loansQuery = (patronId: string) =>
  listQuery(['loans', { patronId }], (cursor) =>
    answerOf(api.GET('/api/loans', { params: { query: { patronId, limit: 100, ...cursor } } })),
  );
