import { parseArgs } from 'node:util';
import { isSameDayAfter } from './consistency/days.ts';

/** The options of a proof. */
export interface Options {
  readonly seconds: number;
  readonly seed: number;
  readonly clients: number;
  /** The write condition to leave out; the proof must then find violations. */
  readonly without: string | undefined;
}

const KNOWN = {
  seconds: { type: 'string' },
  seed: { type: 'string' },
  clients: { type: 'string', default: '8' },
  without: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const MOST_SECONDS = 7_200;

/** The longest time that a run needs besides its own seconds: to start, prepare and check. */
const OTHER_SECONDS = 600;

const wholeNumber = (name: string, text: string, most: number): number => {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (number >= 1 && number <= most) return number;
  throw new Error(`--${name} takes a whole number from 1 to ${most}, not "${text}".`);
};

/** Parses the options of this process. Ends the process if they are invalid or ask for help. */
export const optionsOf = (usage: string, defaultSeconds: number): Options => {
  try {
    const { values } = parseArgs({ options: KNOWN });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const seconds = wholeNumber('seconds', values.seconds ?? String(defaultSeconds), MOST_SECONDS);
    if (!isSameDayAfter(2 * seconds + OTHER_SECONDS))
      throw new Error('It would go on past midnight, when other days begin.');
    return {
      seconds,
      seed: wholeNumber('seed', values.seed ?? String(1 + (Date.now() % 1_000_000)), 1_000_000),
      clients: wholeNumber('clients', values.clients, 200),
      without: values.without,
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
};
