import { denyFlags } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import type { Copy } from '../../domain/copy.ts';
import { flagsOf, keepFlag, type Flag } from '../../domain/flag.ts';
import { parseFlagId } from '../../domain/flag-key.ts';
import { NotFound, Refused } from '../../domain/errors.ts';
import { changeCopy, loadCopies } from '../../store/copies.ts';
import { together } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { oncePerRequest } from '../core/idempotency.ts';

/** A flag that staff answered; it may be raised again from `quietUntil` on. */
export type Kept = Flag & { readonly quietUntil: string };

const find = async (
  context: RequestContext,
  id: string,
): Promise<{ readonly copy: Copy; readonly flag: Flag }> => {
  const parsed = parseFlagId(id);
  const copy = parsed && (await loadCopies(context.table, [parsed.copyId])).get(parsed.copyId);
  const flag = copy && flagsOf(copy).get(parsed.key);
  if (!flag) throw new NotFound('flag');
  return { copy, flag };
};

/**
 * Confirms that a block without an end stays: removes its flag, which returns after 90 days at the
 * earliest (rule N2). Two round trips. Throws `NotFound`, `Forbidden` for another branch, and
 * `Refused` with `flag-cannot-be-kept`.
 */
export const keepBlock = (context: RequestContext, id: string): Promise<Kept> =>
  oncePerRequest<Kept>(context, async (recordEffect) => {
    const { copy, flag } = await find(context, id);
    permit(denyFlags(context.caller, flag.branchId));
    if (flag.kind !== 'block-without-end' || flag.block === undefined) {
      throw new Refused([{ code: 'flag-cannot-be-kept', copyId: copy.copyId }]);
    }
    const after = keepFlag(copy, flag.block, context.today);
    const kept = { ...flag, quietUntil: after.quiet?.[flag.block] ?? context.today };
    await context.table.write(together(changeCopy(copy, after), recordEffect(kept)));
    return kept;
  });
