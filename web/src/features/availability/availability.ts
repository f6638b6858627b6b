import type { Copy } from '../../lib/api/types.ts';

/** Why a copy cannot go along: where it is, a loan block, or a reservation. */
export type WhyNotNow =
  `status.${Exclude<Copy['status'], 'available'>}` | 'loanBlockUntil' | 'forReference' | 'reserved';

/** Why a copy cannot be reserved: it is gone, on a special card, or blocked. */
export type WhyNotReservable =
  `status.${'withdrawn' | 'missing' | 'on-special-card'}` | 'code8' | 'forReference' | 'refused';

/** Whether a reader at the desk can take the copy along; `day` belongs to `why`. */
export type NowAnswer =
  { readonly yes: true } | { readonly yes: false; readonly why: WhyNotNow; readonly day?: string };

/** Whether the copy can be reserved today. */
export type ReservingAnswer =
  | {
      readonly yes: true;
      /** Only by patrons of its branch, who collect it there (rule B5). */
      readonly ownPatrons: boolean;
      /** The first day on which it can go along (rule B6). */
      readonly from?: string;
    }
  | { readonly yes: false; readonly why: WhyNotReservable };

/** Where a loan is refused, whatever blocks there are; the other places are told after a block. */
const OUT: readonly Copy['status'][] = ['withdrawn', 'missing', 'on-special-card', 'on-loan'];

/** Whether a copy can go along now, with the first reason why not (rules B3, R11, S2). */
export function goesNow({ status, blocks, lendable, reservations }: Copy): NowAnswer {
  if (status !== 'available' && OUT.includes(status)) return { yes: false, why: `status.${status}` };
  if (!lendable.open) {
    if (lendable.from === undefined) return { yes: false, why: 'forReference' };
    const lastDays = blocks.flatMap(({ kind, endDate = '' }) => (kind === 'loan' ? [endDate] : []));
    return { yes: false, why: 'loanBlockUntil', day: lastDays.sort().at(-1) ?? '' };
  }
  if (status !== 'available') return { yes: false, why: `status.${status}` };
  return reservations > 0 ? { yes: false, why: 'reserved' } : { yes: true };
}

/** Whether a copy can be reserved, with the first reason why not (rules B4–B6, R4, R11). */
export function reservable({ status, reservable: { open, code, from }, lendable }: Copy): ReservingAnswer {
  if (open) return { yes: true, ownPatrons: code === 7, ...(from !== undefined && { from }) };
  if (status === 'withdrawn' || status === 'missing' || status === 'on-special-card')
    return { yes: false, why: `status.${status}` };
  if (code === 8) return { yes: false, why: 'code8' };
  return { yes: false, why: lendable.open ? 'refused' : 'forReference' };
}
