import { defined } from '../../domain/defined.ts';
import { denyCopy } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import type { Activity } from '../../domain/activity.ts';
import type { Block, BlockKind, Blocks } from '../../domain/block.ts';
import { liftBlock, liftRuledBlocks, setBlock, type BlockChange } from '../../domain/block-changes.ts';
import { isPast } from '../../domain/calendar.ts';
import type { Copy } from '../../domain/copy.ts';
import { Invalid, NotFound, Refused } from '../../domain/errors.ts';
import { inLine, isOpen, positions, recount, type Reservation } from '../../domain/reservation.ts';
import { withException, type BlockingRule } from '../../domain/standing-rule.ts';
import { loadActivity } from '../../store/activities.ts';
import { changeCopy, loadCopyWithQueue, nextVersion, type CopyWithQueue } from '../../store/copies.ts';
import { byPerson, type RequestContext } from '../core/request-context.ts';
import { mustMatch, type Seen } from '../core/if-match.ts';
import { refusalsOfActivity } from '../core/refusals-of-place.ts';
import { rulesInForce } from '../rules/rule-of-copy.ts';
import { retryOnConflict } from '../core/retry.ts';
import { askedWhereAwaited } from '../core/serving-copies.ts';
import { onDay } from '../reservations/show-reservation.ts';

/** A block as requested. */
export type WantedBlock =
  | {
      readonly kind: 'reservation';
      readonly code: 7 | 8;
      readonly activityId?: string | undefined;
      readonly reason?: string | undefined;
    }
  | {
      readonly kind: 'loan';
      readonly endDate?: string | undefined;
      readonly activityId?: string | undefined;
      readonly reason?: string | undefined;
    };

/** The copy, and the version that the caller has seen (`If-Match`). */
export interface BlockTarget {
  readonly copyId: string;
  readonly version?: Seen;
}

export interface BlockSet {
  readonly copy: Copy;
  readonly created: boolean;
  /** The open copy reservations under the block; none of them is cancelled (rule B7). */
  readonly affectedReservations: readonly Reservation[];
}

const findOwn = async (context: RequestContext, { copyId, version }: BlockTarget): Promise<CopyWithQueue> => {
  const found = await loadCopyWithQueue(context.table, copyId);
  if (!found) throw new NotFound('copy');
  permit(denyCopy(context.caller, found.copy));
  mustMatch(version, found.copy.version, 'copy');
  return found;
};

const blockOf = (context: RequestContext, wanted: WantedBlock): Block => {
  const { activityId, reason } = wanted;
  const origin = {
    ...defined({ activityId, reason }),
    source: { type: 'manual' as const },
    placedBy: context.caller.sub,
    placedAt: context.now,
  };
  if (wanted.kind === 'reservation') return { kind: 'reservation', code: wanted.code, ...origin };
  return { kind: 'loan', ...defined({ endDate: wanted.endDate }), ...origin };
};

/** Saves the blocks with their history lines; writes nothing when nothing changed (rule B9). */
const save = async (
  context: RequestContext,
  { copy, queue }: CopyWithQueue,
  { blocks, lines }: BlockChange,
  {
    reliedOn = [],
    rule,
  }: { readonly reliedOn?: readonly Activity[]; readonly rule?: BlockingRule | undefined } = {},
): Promise<Copy> => {
  const after = withException(copy, recount({ ...copy, blocks }, queue, context.today), rule);
  if (lines.length === 0) return after;
  const asked = await askedWhereAwaited(context, copy, after);
  await context.table.write(changeCopy(copy, asked, lines, reliedOn));
  return nextVersion(asked);
};

/** The open copy reservations, with the effect of the new blocks. */
const touched = (
  copy: Copy,
  queue: readonly Reservation[],
  { today }: RequestContext,
): readonly Reservation[] => {
  const line = { places: positions(inLine(queue, copy, today)), copy };
  return queue
    .filter((reservation) => isOpen(reservation, today))
    .map((reservation) => onDay(reservation, line, today));
};

/** The activity of a block. Throws `Refused` when it does not exist or is over (rule A2). */
const mustRun = (context: RequestContext, activityId: string, activity: Activity | undefined): Activity => {
  const refusals = refusalsOfActivity(context, activityId, activity);
  if (!activity || refusals.length > 0) throw new Refused(refusals);
  return activity;
};

/**
 * Sets the block in a slot of a copy, or changes it (rules B1–B3, B7–B9). Two round trips: one
 * reads the copy and the activity, one writes. Throws `Invalid` for an end date before today,
 * `Forbidden` for a copy of another branch, `VersionMismatch`, `NotFound`, and `Refused` when the
 * activity is unknown or over.
 */
export const setBlockOn = async (
  context: RequestContext,
  target: BlockTarget,
  wanted: WantedBlock,
): Promise<BlockSet> => {
  if (wanted.kind === 'loan' && isPast(wanted.endDate, context.today))
    throw new Invalid('/endDate', 'in-the-past');
  return retryOnConflict(async () => {
    const { activityId } = wanted;
    const [found, activity] = await Promise.all([
      findOwn(context, target),
      activityId === undefined ? undefined : loadActivity(context.table, activityId),
    ]);
    const reliedOn = activityId === undefined ? [] : [mustRun(context, activityId, activity)];
    const change = setBlock(found.copy.blocks, blockOf(context, wanted), byPerson(context), context.today);
    const copy = await save(context, found, change, { reliedOn });
    const created = change.lines.at(-1)?.action === 'set';
    return { copy, created, affectedReservations: touched(copy, found.queue, context) };
  });
};

/**
 * The slot to lift: the blocks of an activity, those of standing rules, or the block of neither.
 */
export interface LiftedSlot {
  readonly kind: BlockKind;
  readonly activityId?: string | undefined;
  readonly rule?: boolean | undefined;
}

const lift = (
  blocks: Blocks,
  { kind, activityId, rule }: LiftedSlot,
  context: RequestContext,
): BlockChange =>
  rule
    ? liftRuledBlocks(blocks, kind, byPerson(context))
    : liftBlock(
        blocks,
        { kind, slot: activityId === undefined ? {} : { activityId } },
        byPerson(context),
        context.today,
      );

/**
 * The standing rule of a copy, read when a reservation block is lifted: the copy may become an
 * exception (rule C3).
 */
const ruleFor = async (
  context: RequestContext,
  { kind }: LiftedSlot,
  copy: Copy,
): Promise<BlockingRule | undefined> =>
  kind === 'reservation' ? (await rulesInForce(context, [copy])).get(copy.copyId) : undefined;

/**
 * Lifts the blocks of one slot of a copy, and keeps the others (rules B1, B8, B9). Two round trips,
 * and up to two more for the standing rule when a reservation block is lifted. Throws `NotFound`
 * when the copy or such a block does not exist, `Forbidden` and `VersionMismatch`.
 */
export const liftBlockOf = (context: RequestContext, target: BlockTarget, slot: LiftedSlot): Promise<Copy> =>
  retryOnConflict(async () => {
    const found = await findOwn(context, target);
    const change = lift(found.copy.blocks, slot, context);
    if (change.lines.length === 0) throw new NotFound('block');
    return save(context, found, change, { rule: await ruleFor(context, slot, found.copy) });
  });
