import type { Copy } from '../../lib/api/types.ts';

/** What can be begun with copies; each opens a dialog. */
export interface CopyActionHandlers {
  readonly onBlock: (copies: readonly Copy[]) => void;
  readonly onLift: (copies: readonly Copy[]) => void;
  readonly onReserve: (copies: readonly Copy[]) => void;
}
