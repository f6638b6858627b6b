import type { Day, Instant } from '../domain/calendar.ts';
import { absent, put, remove } from './expression.ts';
import { secondsAt, sendClaimKey } from './keys.ts';
import type { Table } from './table.ts';

const DAYS_KEPT = 60;

/**
 * Claims a message that is sent at most once per day: the reminder of a branch, or the report of
 * the night (rule N4). False when it was claimed before, sent or not.
 */
export const claimSend = (table: Table, day: Day, what: string, now: Instant): Promise<boolean> => {
  const expiresAt = secondsAt(now) + DAYS_KEPT * 86_400;
  return table.tryWrite({
    'claimed-already': put({ ...sendClaimKey(day, what), at: now, expiresAt }, absent),
  });
};

/** Releases a claim after sending failed, for messages where late is better than never. */
export const releaseSend = (table: Table, day: Day, what: string): Promise<void> =>
  table.write({ released: remove(sendClaimKey(day, what)) });
