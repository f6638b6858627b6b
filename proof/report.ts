/** The most violations that are printed. */
const MOST_SHOWN = 5;

const started = performance.now();

// A signal alone would end the process without its exit handlers, which end systems and remove
// data.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(130));
}

/** Prints a line of progress, with the seconds since the start. */
export const say = (line: string): void => {
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}`);
};

const show = (wrong: readonly string[]): void => {
  for (const text of wrong.slice(0, MOST_SHOWN)) console.log(`\n${text}`);
  if (wrong.length > MOST_SHOWN) console.log(`\nand ${wrong.length - MOST_SHOWN} others`);
  console.log('');
};

/** Prints the violations, or that there are none, and ends the process: with 1 if there are any. */
export const conclude = (wrong: readonly string[], repeat: string): never => {
  if (wrong.length > 0) {
    show(wrong);
    console.log(`The same again, as far as the machine allows: ${repeat}\n`);
  }
  say(wrong.length === 0 ? 'nothing is wrong' : `${wrong.length} things are wrong`);
  process.exit(wrong.length === 0 ? 0 : 1);
};

/** Ends a run that left out a condition: with 1 if no contradicting answers were found. */
export const concludeBroken = (all: readonly string[], broken: string): never => {
  const wrong = all.filter((text) => text.includes('cannot all be true'));
  show(wrong);
  say(
    wrong.length > 0
      ? `without ${broken} ${wrong.length} things are wrong, as they should be`
      : `nobody noticed that ${broken} was left out`,
  );
  process.exit(wrong.length > 0 ? 0 : 1);
};
