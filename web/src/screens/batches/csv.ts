import { answerOf, api } from '../../lib/api/client.ts';
import { nextCursor, withoutFirstLine } from './csv-pieces.ts';

/** The byte order mark: a spreadsheet reads the file as UTF-8 by it. */
const MARK = '\uFEFF';

/** The results of a batch as one CSV, read page by page (rule M4). */
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
    // Every page starts with the header line.
    pieces.push(cursor === undefined ? piece : withoutFirstLine(piece));
    cursor = nextCursor((await call).response.headers.get('link'));
  } while (cursor !== undefined);
  return new Blob(pieces, { type: 'text/csv;charset=utf-8' });
}
