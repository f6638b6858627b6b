import type { Act } from '../../lib/api/act.ts';
import { answerOf, ifMatch } from '../../lib/api/client.ts';
import type { Block, Copy, Reservation } from '../../lib/api/types.ts';
import { defined } from '../../lib/defined.ts';
import { toLift, blockRequestBack } from './block-groups.ts';
import { differs, isRuled, sayTheSame, slotNow, type Content, type WantedSlot } from './slot.ts';

/** A change of one slot, and the content that undoes it. */
export interface Step {
  readonly set: Content | null;
  readonly back: WantedSlot;
}

/** The result of changing one copy, complete or up to the first error. */
export interface ChangeResult {
  /** The copy after all changes: the next try starts from it. */
  readonly copy: Copy;
  /** The open copy reservations that the new blocks affect (rule B7). */
  readonly affected: readonly Reservation[];
  readonly steps: readonly Step[];
  /** The error that stopped the rest. */
  readonly error?: unknown;
}

/**
 * Fills slots of a copy, with one call for each that differs. Calls that succeed before an error
 * are not undone.
 */
export async function changeSlots(act: Act, copy: Copy, slots: readonly WantedSlot[]): Promise<ChangeResult> {
  let changed: ChangeResult = { copy, affected: [], steps: [] };
  for (const slot of slots.filter((wanted) => differs(copy, wanted))) {
    try {
      const { copy: next, affected } = await changeSlot(act, changed.copy, slot);
      const step = { set: slot.content, back: slotNow(changed.copy, slot) };
      changed = {
        copy: next,
        affected: [...new Map([...changed.affected, ...affected].map((one) => [one.id, one])).values()],
        steps: [...changed.steps, step],
      };
    } catch (error) {
      return { ...changed, error };
    }
  }
  return changed;
}

/**
 * Lifts the blocks with these keys from a copy (`liftKeyOf`). Calls that succeed before an error
 * are not undone.
 */
export async function liftBlocks(act: Act, copy: Copy, keys: ReadonlySet<string>): Promise<ChangeResult> {
  let now = copy;
  const lifted = new Set<string>();
  const changed = (): ChangeResult => ({
    copy: now,
    affected: [],
    steps: blockRequestBack(copy, lifted).map((back) => ({ set: null, back })),
  });
  for (const { key, block } of toLift(copy, keys)) {
    try {
      now = await lift(act, now, block);
      lifted.add(key);
    } catch (error) {
      return { ...changed(), error };
    }
  }
  return changed();
}

/** The changes of one copy, over one or more tries. */
export type ChangesMade = Pick<ChangeResult, 'copy' | 'steps'>;

/**
 * Joins the changes of an earlier try and a later one. Undo returns each slot to its content before
 * one's own changes, and leaves what a colleague changed.
 */
export function joinChanges(before: ChangesMade | undefined, since: ChangesMade): ChangesMade {
  const steps = new Map((before?.steps ?? []).map((step) => [keyOf(step), step]));
  for (const step of since.steps) {
    const older = steps.get(keyOf(step));
    const isOwn = older !== undefined && sayTheSame(older.set, step.back.content);
    steps.set(keyOf(step), isOwn ? { set: step.set, back: older.back } : step);
  }
  return { copy: since.copy, steps: [...steps.values()] };
}

const keyOf = ({ back: { kind, activityId } }: Step) => `${kind}|${activityId ?? ''}`;

type Answer = Pick<ChangeResult, 'copy' | 'affected'>;

async function changeSlot(act: Act, copy: Copy, { kind, activityId, content }: WantedSlot): Promise<Answer> {
  if (content === null) return { copy: await liftSlot(act, copy, { kind, activityId }), affected: [] };
  const params = { path: { copyId: copy.copyId }, header: ifMatch(copy.version) };
  const { code = 8, endDate, reason } = content;
  const about = defined({ activityId, reason: reason === '' ? undefined : reason });
  const end = endDate === undefined ? {} : { endDate };
  const call =
    kind === 'reservation'
      ? act.PUT('/api/copies/{copyId}/blocks/reservation', { params, body: { code, ...about } })
      : act.PUT('/api/copies/{copyId}/blocks/loan', { params, body: { ...end, ...about } });
  const answer = await answerOf(call);
  return { copy: answer.copy, affected: answer.affectedReservations };
}

const lift = (act: Act, copy: Copy, block: Block): Promise<Copy> =>
  liftSlot(act, copy, { kind: block.kind, activityId: block.activityId, rule: isRuled(block) });

/** The block that a DELETE lifts: of an activity, of all rules, or of the slot without either. */
interface LiftedSlot {
  readonly kind: Block['kind'];
  readonly activityId?: string | undefined;
  readonly rule?: boolean;
}

async function liftSlot(act: Act, copy: Copy, { kind, activityId, rule = false }: LiftedSlot): Promise<Copy> {
  const query = defined({ activityId, rule: rule ? ('true' as const) : undefined });
  const params = { path: { copyId: copy.copyId }, header: ifMatch(copy.version), query };
  const call =
    kind === 'reservation'
      ? act.DELETE('/api/copies/{copyId}/blocks/reservation', { params })
      : act.DELETE('/api/copies/{copyId}/blocks/loan', { params });
  return (await answerOf(call)).copy;
}
