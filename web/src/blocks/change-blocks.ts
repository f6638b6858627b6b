import { answerOf, api, ifMatch } from '../api/client.ts';
import type { Block, BlockKind, Copy, Reservation } from '../api/types.ts';

/** What the blocks of a slot are to be; a kind that is left out stays as it is, `null` is none. */
export interface BlockWish {
  /** The slot: that of an activity, or the one of no activity (rule B1). */
  readonly activityId?: string;
  readonly reservation?: 7 | 8 | null;
  readonly loan?: { readonly endDate?: string } | null;
  readonly reason?: string;
}

/** A copy after a change, and the open copy reservations that its new blocks touch (rule B7). */
export interface Changed {
  readonly copy: Copy;
  readonly affected: readonly Reservation[];
}

const KINDS: readonly BlockKind[] = ['reservation', 'loan'];

/** The block of a kind in the slot of an activity, or in that of none; never that of a rule. */
export const blockInSlot = (copy: Copy, kind: BlockKind, activityId?: string): Block | undefined =>
  copy.blocks.find(
    (block) =>
      block.kind === kind &&
      block.activityId === activityId &&
      (activityId !== undefined || block.source.type !== 'rule'),
  );

/** The wish that puts a copy's slot back as it was in the kinds that another wish is about. */
export const wishBack = (before: Copy, wish: BlockWish): BlockWish => {
  const { activityId } = wish;
  const [reservation, loan] = KINDS.map((kind) => blockInSlot(before, kind, activityId));
  const reason = (reservation ?? loan)?.reason;
  return {
    ...(activityId !== undefined && { activityId }),
    ...(wish.reservation !== undefined && { reservation: reservation?.code ?? null }),
    ...(wish.loan !== undefined && { loan: loan === undefined ? null : endOf(loan) }),
    ...(reason !== undefined && { reason }),
  };
};

const endOf = ({ endDate }: Block) => (endDate === undefined ? {} : { endDate });

/** Makes the blocks of a copy as wished, one call per kind that differs. Throws where somebody changed the copy since it was read. */
export async function changeBlocks(copy: Copy, wish: BlockWish): Promise<Changed> {
  let changed: Changed = { copy, affected: [] };
  for (const kind of KINDS) {
    if (!differs(copy, kind, wish)) continue;
    const next = await changeKind(changed.copy, kind, wish);
    changed = { copy: next.copy, affected: [...changed.affected, ...next.affected] };
  }
  return {
    copy: changed.copy,
    affected: [...new Map(changed.affected.map((one) => [one.id, one])).values()],
  };
}

function differs(copy: Copy, kind: BlockKind, wish: BlockWish): boolean {
  const now = blockInSlot(copy, kind, wish.activityId);
  const wanted = kind === 'reservation' ? wish.reservation : wish.loan;
  if (wanted === undefined) return false;
  if (wanted === null) return now !== undefined;
  if (now === undefined || (wish.reason ?? '') !== (now.reason ?? '')) return true;
  return typeof wanted === 'number' ? now.code !== wanted : now.endDate !== wanted.endDate;
}

const changeKind = (copy: Copy, kind: BlockKind, wish: BlockWish): Promise<Changed> => {
  const { reservation, loan } = wish;
  if (kind === 'reservation' && typeof reservation === 'number')
    return setReservationBlock(copy, reservation, wish);
  if (kind === 'loan' && loan) return setLoanBlock(copy, loan, wish);
  return liftBlock(copy, { kind, ...(wish.activityId !== undefined && { activityId: wish.activityId }) });
};

const aboutOf = ({ activityId, reason }: BlockWish) => ({
  ...(activityId !== undefined && { activityId }),
  ...(reason !== undefined && reason !== '' && { reason }),
});

async function setReservationBlock(copy: Copy, code: 7 | 8, wish: BlockWish): Promise<Changed> {
  const params = { path: { copyId: copy.copyId }, header: ifMatch(copy.version) };
  const body = { code, ...aboutOf(wish) };
  const answer = await answerOf(api.PUT('/api/copies/{copyId}/blocks/reservation', { params, body }));
  return { copy: answer.copy, affected: answer.affectedReservations };
}

async function setLoanBlock(copy: Copy, end: { endDate?: string }, wish: BlockWish): Promise<Changed> {
  const params = { path: { copyId: copy.copyId }, header: ifMatch(copy.version) };
  const body = { ...end, ...aboutOf(wish) };
  const answer = await answerOf(api.PUT('/api/copies/{copyId}/blocks/loan', { params, body }));
  return { copy: answer.copy, affected: answer.affectedReservations };
}

/** Which block is lifted: that of an activity, of a rule, or of neither. */
export interface Slot {
  readonly kind: BlockKind;
  readonly activityId?: string;
  readonly rule?: boolean;
}

/** The slot that a block is in. */
export const slotOfBlock = ({ kind, activityId, source }: Block): Slot => ({
  kind,
  ...(activityId !== undefined && { activityId }),
  ...(activityId === undefined && source.type === 'rule' && { rule: true }),
});

/** Lifts a block. Throws where somebody changed the copy since it was read. */
export async function liftBlock(copy: Copy, { kind, activityId, rule }: Slot): Promise<Changed> {
  const query = {
    ...(activityId !== undefined && { activityId }),
    ...(rule === true && { rule: 'true' as const }),
  };
  const params = { path: { copyId: copy.copyId }, header: ifMatch(copy.version), query };
  const call =
    kind === 'reservation'
      ? api.DELETE('/api/copies/{copyId}/blocks/reservation', { params })
      : api.DELETE('/api/copies/{copyId}/blocks/loan', { params });
  return { copy: (await answerOf(call)).copy, affected: [] };
}
