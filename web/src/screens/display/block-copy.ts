import type { Act } from '../../lib/api/act.ts';
import { answerOf, api } from '../../lib/api/client.ts';
import { ConnectionLost, isStale } from '../../lib/api/problem.ts';
import type { Copy } from '../../lib/api/types.ts';
import { changeSlots } from '../../features/blocks/change-blocks.ts';
import { slotsFor } from '../../features/blocks/block-request.ts';
import { blockedAs, blockRequestFor, type Blocked, type WantedBlocks } from './wanted-blocks.ts';

const MOST_TRIES = 4;

export const readCopy = (copyId: string): Promise<Copy> =>
  answerOf(api.GET('/api/copies/{copyId}', { params: { path: { copyId } } }));

/**
 * Blocks a copy for the activity, unless it is blocked (rules B1–B3). Keeps a colleague's blocks,
 * except that an 8 replaces a 7. On a conflict it reads the copy and decides again. Throws when the
 * connection is lost.
 */
export async function blockCopy(act: Act, wanted: WantedBlocks, read: Copy): Promise<Blocked> {
  let before = read;
  for (let tries = 1; ; tries += 1) {
    const { copy, error } = await changeSlots(act, before, slotsFor(before, blockRequestFor(wanted, before)));
    if (error instanceof ConnectionLost) throw error;
    if (error === undefined) return blockedAs(wanted, copy);
    if (!isStale(error) || tries === MOST_TRIES) return { ...blockedAs(wanted, copy), problem: error };
    before = await readCopy(read.copyId);
  }
}
