import { answerOf, api } from '../../lib/api/client.ts';
import { everyPage } from '../../lib/api/pages.ts';
import { defined } from '../../lib/defined.ts';
import { nextCursor, withoutFirstLine } from './csv-pieces.ts';

/** The byte order mark: a spreadsheet reads the file as UTF-8 by it. */
const MARK = '\uFEFF';

/** The results of a batch as one CSV, read page by page (rule M4). */
export async function csvOf(id: string): Promise<Blob> {
  const pieces = await everyPage(async (query) => {
    const call = api.GET('/api/batches/{id}/results', {
      params: { path: { id }, query },
      headers: { accept: 'text/csv' },
      parseAs: 'text',
    });
    const piece = await answerOf(call);
    const next = nextCursor((await call).response.headers.get('link'));
    // Every page starts with the header line.
    return { items: [query.cursor === undefined ? piece : withoutFirstLine(piece)], ...defined({ next }) };
  });
  return new Blob([MARK, ...pieces], { type: 'text/csv;charset=utf-8' });
}
