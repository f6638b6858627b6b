/** The limits of retries after a temporary refusal. */
export interface Patience {
  readonly tries: number;
  /** The upper bound of the first wait, in milliseconds; it doubles with every try. */
  readonly firstWait: number;
}

export const PATIENCE: Patience = { tries: 7, firstWait: 200 };

const LONGEST_WAIT = 10_000;
const LONGEST_ASKED_WAIT = 60_000;

/** Whether the same request may succeed a little later. */
export function mayPass(status: number): boolean {
  return status === 429 || status >= 500;
}

/**
 * The wait before the next try, in milliseconds: a random part of a bound that doubles, so that
 * senders refused at one moment do not return at one moment. It is at least the wait that the
 * server asked for, up to a minute.
 */
export function waitBefore(
  attempt: number,
  firstWait: number,
  asked: number | undefined,
  random: number,
): number {
  const bound = Math.min(LONGEST_WAIT, firstWait * 2 ** (attempt - 1));
  return Math.max(bound * (0.5 + random / 2), Math.min(asked ?? 0, LONGEST_ASKED_WAIT));
}

/** The wait in a `Retry-After` header, in milliseconds; the header holds seconds or a date. */
export function askedWait(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
