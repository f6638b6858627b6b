/** A page of a CSV without its header line. */
export const withoutFirstLine = (text: string): string => text.slice(text.indexOf('\n') + 1);

/** Only makes a path absolute for `URL`; the host is never called. */
const ANYWHERE = 'https://apart.invalid';

/** The cursor of the next page from the `Link` header; undefined on the last page. */
export function nextCursor(link: string | null): string | undefined {
  const target = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  if (target === undefined) return undefined;
  return new URL(target, ANYWHERE).searchParams.get('cursor') ?? undefined;
}
