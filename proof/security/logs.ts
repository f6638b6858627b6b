/** Patterns that no log may contain (rule P2). */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/2980100\d{4}/, 'a card number'],
  [/geheim/, 'what somebody wrote'],
  [/eyJ[\w-]{10,}\.[\w-]+/, 'a token'],
];

/** One sentence for each line of a log that contains forbidden data. */
export const forbiddenLines = (log: string): readonly string[] =>
  log.split('\n').flatMap((line) => {
    const found = FORBIDDEN.filter(([pattern]) => pattern.test(line)).map(([, what]) => what);
    return found.length > 0 ? [`The log holds ${found.join(', ')}: ${line.slice(0, 500)}`] : [];
  });
