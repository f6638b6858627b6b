/** What no log may hold: card numbers, what people wrote, tokens (rule P2). */
const KEPT_OUT: readonly (readonly [RegExp, string])[] = [
  [/2980100\d{4}/, 'a card number'],
  [/geheim/, 'what somebody wrote'],
  [/eyJ[\w-]{10,}\.[\w-]+/, 'a token'],
];

/** Lines of a log that say what no log may, each with what that is. */
export const tellingLines = (log: string): readonly string[] =>
  log.split('\n').flatMap((line) => {
    const told = KEPT_OUT.filter(([pattern]) => pattern.test(line)).map(([, what]) => what);
    return told.length > 0 ? [`The log holds ${told.join(', ')}: ${line.slice(0, 500)}`] : [];
  });
