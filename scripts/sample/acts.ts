/**
 * The history of the sample library: loans, reservations, check-ins and blocks, read from
 * `acts.csv`.
 */
import { addDays } from '../../lib/domain/calendar.ts';
import { defined } from '../../lib/domain/defined.ts';
import type { ActivityIds } from './activities.ts';
import type { Ask } from './ask.ts';

/** A row of `acts.csv`. */
export interface Act {
  /** Before or after the blocks of the collections are set. */
  readonly when: 'before' | 'after';
  /** Identifies the row, together with `act`. */
  readonly story: string;
  readonly act: 'check-out' | 'check-in' | 'reserve' | 'block-loan' | 'block-reservation';
  readonly copyId: string;
  readonly titleId: string;
  readonly patronId: string;
  readonly branchId: string;
  /** Days from today to the end of a loan block; empty: no end. */
  readonly days: string;
  readonly reason: string;
  /** The key of the activity that a block belongs to; empty without one. */
  readonly activity: string;
}

/** Sends the acts one after the other: their order is the order of a queue. */
export async function carryOut(
  ask: Ask,
  acts: readonly Act[],
  activities: ActivityIds,
  today: string,
): Promise<void> {
  for (const act of acts) await ask(...requestFor(act, activities, today));
}

export function requestFor(act: Act, activities: ActivityIds, today: string): Parameters<Ask> {
  const { copyId, titleId, patronId, branchId, reason } = act;
  const activityId = activities.get(act.activity);
  const cause = { ...(reason !== '' && { reason }), ...defined({ activityId }) };
  switch (act.act) {
    case 'check-out':
      return ['POST', '/api/loans', { copyId, patronId, branchId }];
    case 'check-in':
      return ['POST', '/api/check-ins', { copyId, branchId }];
    case 'reserve': {
      const wanted = copyId === '' ? { titleId } : { copyId };
      return ['POST', '/api/reservations', { ...wanted, patronId, pickupBranchId: branchId }];
    }
    case 'block-loan': {
      const end = act.days === '' ? {} : { endDate: addDays(today, Number(act.days)) };
      return ['PUT', `/api/copies/${copyId}/blocks/loan`, { ...end, ...cause }];
    }
    case 'block-reservation':
      return ['PUT', `/api/copies/${copyId}/blocks/reservation`, { code: 8, ...cause }];
  }
}
