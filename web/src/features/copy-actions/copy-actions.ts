import type { Copy } from '../../lib/api/types.ts';

/** The actions on copies; each opens a dialog. */
export interface CopyActionHandlers {
  readonly onBlock: (copies: readonly Copy[]) => void;
  readonly onLift: (copies: readonly Copy[]) => void;
  readonly onReserve: (copies: readonly Copy[]) => void;
}
