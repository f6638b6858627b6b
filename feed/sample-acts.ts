/** What has happened in the sample library: loans, reservations, check-ins and blocks, read from `acts.csv`. */

import { daysAfter } from './days.ts';
import { StopError } from './failures.ts';
import { refusalOf } from './problem.ts';
import type { ActivityIds } from './sample-activities.ts';
import { send } from './send.ts';
import type { Api, Call, Reply } from './send.ts';

/** One line of `acts.csv`. */
export interface Act {
  /** Before or after the blocks of the collections are set. */
  readonly when: 'before' | 'after';
  /** Acts with the same story belong together: where one is overtaken by events, the later ones are left out. */
  readonly story: string;
  readonly act: 'check-out' | 'check-in' | 'reserve' | 'block-loan' | 'block-reservation';
  readonly copyId: string;
  readonly titleId: string;
  readonly patronId: string;
  readonly branchId: string;
  /** Days from today to the end of a loan block; empty: no end. */
  readonly days: string;
  readonly reason: string;
  /** The key of the activity that a block belongs to; empty: none. */
  readonly activity: string;
}

/** Refusals that say that an act was carried out earlier: loading once more, days later, finds them. */
const DONE_EARLIER = ['already-reserved'];
/** Refusals that say that the library has moved on since: what followed then must not be done again. */
const OVERTAKEN = [
  'already-on-loan',
  'copy-on-loan',
  'copy-on-special-card',
  'copy-reserved',
  'activity-over',
  'activity-closed',
];

/** Carries out acts one after the other: the order of two reservations is the order of their queue. */
export async function carryOut(
  api: Api,
  acts: readonly Act[],
  activities: ActivityIds,
  today: string,
  onDone: () => void,
): Promise<void> {
  const overtaken = new Set<string>();
  for (const act of acts) {
    if (!overtaken.has(act.story)) {
      const verdict = verdictOn(await send(api, callFor(act, activities, today)), act);
      if (verdict === 'overtaken') overtaken.add(act.story);
    }
    onDone();
  }
}

/** The request that carries out an act. Its key is fixed: a load that is broken off and begun again repeats nothing. */
export function callFor(act: Act, activities: ActivityIds, today: string): Call {
  const { copyId, titleId, patronId, branchId, reason } = act;
  const activityId = activities.get(act.activity);
  const cause = { ...(reason !== '' && { reason }), ...(activityId !== undefined && { activityId }) };
  const post = { method: 'POST', idempotencyKey: `sample-${act.story}-${act.act}` } as const;
  switch (act.act) {
    case 'check-out':
      return { ...post, path: '/api/loans', body: { copyId, patronId, branchId } };
    case 'check-in':
      return { ...post, path: '/api/check-ins', body: { copyId, branchId } };
    case 'reserve': {
      const wanted = copyId === '' ? { titleId } : { copyId };
      return { ...post, path: '/api/reservations', body: { ...wanted, patronId, pickupBranchId: branchId } };
    }
    case 'block-loan': {
      const end = act.days === '' ? {} : { endDate: daysAfter(today, Number(act.days)) };
      return { method: 'PUT', path: `/api/copies/${copyId}/blocks/loan`, body: { ...end, ...cause } };
    }
    case 'block-reservation':
      return { method: 'PUT', path: `/api/copies/${copyId}/blocks/reservation`, body: { code: 8, ...cause } };
  }
}

function verdictOn(reply: Reply, { story, act }: Act): 'done' | 'overtaken' {
  if (reply.status === 200 || reply.status === 201) return 'done';
  const { codes, reason } = refusalOf(reply);
  if (reply.status === 409 && codes.some((code) => DONE_EARLIER.includes(code))) return 'done';
  if (reply.status === 409 && codes.some((code) => OVERTAKEN.includes(code))) return 'overtaken';
  throw new StopError(`The sample library cannot be loaded: ${story}, ${act}: ${reason}`);
}
