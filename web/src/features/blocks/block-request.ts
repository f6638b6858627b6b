import type { Block, BlockKind, Copy } from '../../lib/api/types.ts';
import { defined } from '../../lib/defined.ts';
import { blockInSlot, contentOf, differs, KINDS, type Content, type WantedSlot } from './slot.ts';

/** The wanted blocks of one slot. A kind that is left out stays as it is; `null` lifts it. */
export interface BlockRequest {
  /** The activity of the slot; left out for the slot without an activity (rule B1). */
  readonly activityId?: string;
  readonly reservation?: 7 | 8 | null;
  readonly loan?: { readonly endDate?: string } | null;
  /** The typed reason; empty for no reason. Left out, each block keeps its own. */
  readonly reason?: string;
  /**
   * The reason that the form shows without being touched: a new block gets it, as the user read it
   * beside the block.
   */
  readonly reasonOfNew?: string;
}

/** The slots of a copy that differ from the request; empty when the copy is as requested. */
export function slotsFor(copy: Copy, request: BlockRequest): readonly WantedSlot[] {
  return KINDS.flatMap((kind) => {
    const content = contentFor(kind, request, blockInSlot(copy, kind, request.activityId));
    if (content === undefined) return [];
    const slot = defined({ kind, activityId: request.activityId, content });
    return differs(copy, slot) ? [slot] : [];
  });
}

/** The wanted content of a kind; undefined when it stays as it is. */
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
  // A reason applies to the blocks that are set with it; when none is set, to the existing blocks.
  if (reason === undefined || reservation || loan || now === undefined) return undefined;
  const { code, endDate } = contentOf(now);
  return { ...defined({ code, endDate }), ...reasonOf(reason) };
}

const reasonOf = (reason: string | undefined) => (reason === undefined || reason === '' ? {} : { reason });
