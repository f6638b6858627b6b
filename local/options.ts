import { parseArgs } from 'node:util';
import { isMailAddress } from '../infra/mail-address.ts';
import { isCalendarDay } from './clock.ts';
import { codeOf, messageOf, StartError } from './errors.ts';

/** The options of `npm start`. */
export interface Options {
  readonly port: number;
  readonly data: string;
  readonly empty: boolean;
  readonly today?: string;
  readonly adminMail?: string;
  /** The address that people open, if it is not the one that the system listens on. */
  readonly publicUrl?: string;
}

/** The text of `--help`, with one line per option. */
export const USAGE = `npm start -- [--port 3000] [--data DIR] [--empty] [--today DAY] [--admin-mail ADDRESS]
  --port N              where to listen on 127.0.0.1 (0: any free port)
  --data DIR            where the data is kept (.apart)
  --empty               do not load the sample library
  --today DAY           live on this day, such as 2026-10-12
  --admin-mail ADDRESS  the network's admin, who sees reminders that nobody acts on`;

const known = {
  port: { type: 'string', default: '3000' },
  data: { type: 'string', default: '.apart' },
  empty: { type: 'boolean', default: false },
  today: { type: 'string' },
  'admin-mail': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * Parses the arguments. Throws a `StartError` with one sentence about an argument that does not
 * fit.
 */
export function parseOptions(args: readonly string[]): Options | 'help' {
  const values = valuesOf(args);
  if (values.help) return 'help';
  const { today, 'admin-mail': adminMail } = values;
  if (values.data.trim() === '') throw new StartError('--data takes a directory, such as --data .apart.');
  if (today !== undefined && !isCalendarDay(today)) {
    throw new StartError(`--today takes a day such as 2026-10-12, not "${today}".`);
  }
  if (adminMail !== undefined && !isMailAddress(adminMail)) {
    throw new StartError(`--admin-mail takes a mail address, not "${adminMail}".`);
  }
  return {
    port: portOf(values.port),
    data: values.data,
    empty: values.empty,
    ...(today !== undefined && { today }),
    ...(adminMail !== undefined && { adminMail }),
  };
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) throw new StartError(`--port takes a number from 0 to 65535, not "${text}".`);
  return port;
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: known, allowPositionals: false }).values;
  } catch (error) {
    throw new StartError(explained(error));
  }
}

function explained(error: unknown): string {
  const quoted = /'([^']+)'/.exec(messageOf(error))?.[1] ?? '';
  const names = Object.keys(known).map((name) => `--${name}`);
  switch (codeOf(error) ?? '') {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `There is no option ${quoted}; there are ${names.join(', ')}.`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `"${quoted}" is not an option; options start with --, as in npm start -- --port 3000.`;
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return `${quoted.split(' ')[0] ?? ''} is not given as it should be: ${firstSentence(messageOf(error))}`;
    default:
      return messageOf(error);
  }
}

const firstSentence = (text: string): string => text.split('\n')[0] ?? text;
