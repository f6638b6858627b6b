import type { Day, Instant } from '../domain/calendar.ts';
import { absent, put, remove } from './expression.ts';
import { secondsAt, sendClaimKey } from './keys.ts';
import type { Table } from './table.ts';

const DAYS_KEPT = 60;

/**
 * Claims what is sent at most once for a day, whoever tries: a reminder to a branch, or the news of
 * the night (rule N4). False where somebody has claimed it before, whether or not it was sent then.
 */
export const claimSend = (table: Table, day: Day, what: string, now: Instant): Promise<boolean> => {
  const expiresAt = secondsAt(now) + DAYS_KEPT * 86_400;
  return table.tryWrite({
    'claimed-already': put({ ...sendClaimKey(day, what), at: now, expiresAt }, absent),
  });
};

/** Gives back a claim on what could not be sent, where being late is better than never. */
export const releaseSend = (table: Table, day: Day, what: string): Promise<void> =>
  table.write({ released: remove(sendClaimKey(day, what)) });
