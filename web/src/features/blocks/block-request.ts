import type { Block, BlockKind, Copy } from '../../lib/api/types.ts';
import { defined } from '../../lib/defined.ts';
import { blockInSlot, contentOf, differs, KINDS, type Content, type WantedSlot } from './slot.ts';

/**
 * What is asked of the blocks of a slot; a kind that is left out stays as it is, `null` is none.
 */
export interface BlockRequest {
  /** The slot: that of an activity, or the one of no activity (rule B1). */
  readonly activityId?: string;
  readonly reservation?: 7 | 8 | null;
  readonly loan?: { readonly endDate?: string } | null;
  /** The reason that was typed; left out, each block keeps its own. Empty: none. */
  readonly reason?: string;
  /**
   * The reason that stands there untyped: a block that is new takes it, for that is what is read
   * beside it.
   */
  readonly reasonOfNew?: string;
}

/** What has to change on a copy to make it as wished: nothing where it is so already. */
export function slotsFor(copy: Copy, request: BlockRequest): readonly WantedSlot[] {
  return KINDS.flatMap((kind) => {
    const content = contentFor(kind, request, blockInSlot(copy, kind, request.activityId));
    if (content === undefined) return [];
    const slot = defined({ kind, activityId: request.activityId, content });
    return differs(copy, slot) ? [slot] : [];
  });
}

/** What a kind is to say; undefined where nothing is asked of it. */
function contentFor(
  kind: BlockKind,
  request: BlockRequest,
  now: Block | undefined,
): Content | null | undefined {
  const { reservation, loan, reason } = request;
  const asked = kind === 'reservation' ? reservation : loan;
  if (asked === null) return null;
  if (asked !== undefined) {
    const about = reason ?? (now === undefined ? request.reasonOfNew : now.reason);
    return { ...(typeof asked === 'number' ? { code: asked } : asked), ...reasonOf(about) };
  }
  // A reason belongs to what is set with it; with nothing set, it is one for the blocks that are
  // there.
  if (reason === undefined || reservation || loan || now === undefined) return undefined;
  const { code, endDate } = contentOf(now);
  return { ...defined({ code, endDate }), ...reasonOf(reason) };
}

const reasonOf = (reason: string | undefined) => (reason === undefined || reason === '' ? {} : { reason });
