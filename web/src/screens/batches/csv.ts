import { answerOf, api } from '../../lib/api/client.ts';
import { nextCursor, withoutFirstLine } from './csv-pieces.ts';

/** So that a spreadsheet reads it as UTF-8. */
const MARK = '\uFEFF';

/** The results of a batch as one CSV, however many answers it takes (rule M4). */
export async function csvOf(id: string): Promise<Blob> {
  const pieces: string[] = [MARK];
  let cursor: string | undefined;
  do {
    const call = api.GET('/api/batches/{id}/results', {
      params: { path: { id }, query: cursor === undefined ? {} : { cursor } },
      headers: { accept: 'text/csv' },
      parseAs: 'text',
    });
    const piece = await answerOf(call);
    // Each piece has the names of the columns.
    pieces.push(cursor === undefined ? piece : withoutFirstLine(piece));
    cursor = nextCursor((await call).response.headers.get('link'));
  } while (cursor !== undefined);
  return new Blob(pieces, { type: 'text/csv;charset=utf-8' });
}
