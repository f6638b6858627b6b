import { answerOf, api } from '../../api/client.ts';

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

const withoutFirstLine = (text: string): string => text.slice(text.indexOf('\n') + 1);

/** The cursor of the next piece, as the `Link` header names it. */
function nextCursor(link: string | null): string | undefined {
  const target = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  if (target === undefined) return undefined;
  return new URL(target, location.origin).searchParams.get('cursor') ?? undefined;
}
