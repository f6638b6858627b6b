/** A piece of a CSV without the names of its columns. */
export const withoutFirstLine = (text: string): string => text.slice(text.indexOf('\n') + 1);

/** Whatever answers: of an address only the path and what follows is said. */
const ANYWHERE = 'https://apart.invalid';

/**
 * The cursor of the next piece, as the `Link` header names it; undefined where this was the last.
 */
export function nextCursor(link: string | null): string | undefined {
  const target = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  if (target === undefined) return undefined;
  return new URL(target, ANYWHERE).searchParams.get('cursor') ?? undefined;
}
