import { useState } from 'react';
import type { Copy } from '../../lib/api/types.ts';
import { BlocksDialog } from '../blocks/blocks-dialog.tsx';
import { LiftDialog } from '../blocks/lift-dialog.tsx';
import { ReserveDialog } from '../reservations/reserve-dialog.tsx';
import type { CopyActionHandlers } from './copy-actions.ts';

type Open =
  | { readonly act: 'block' | 'lift' | 'reserve'; readonly copies: readonly Copy[] }
  | { readonly act: 'reserve-title'; readonly titleId: string };

/** The actions on copies and their title, and the dialog that is open. */
export function useCopyDialogs() {
  const [open, setOpen] = useState<Open>();
  const begin = (act: 'block' | 'lift' | 'reserve') => (copies: readonly Copy[]) => {
    setOpen({ act, copies });
  };
  const actions: CopyActionHandlers = {
    onBlock: begin('block'),
    onLift: begin('lift'),
    onReserve: begin('reserve'),
  };
  const reserveTitle = (titleId: string) => {
    setOpen({ act: 'reserve-title', titleId });
  };
  const close = () => {
    setOpen(undefined);
  };
  return { actions, reserveTitle, dialog: open && <Dialog open={open} onClose={close} /> };
}

function Dialog({ open, onClose }: { readonly open: Open; readonly onClose: () => void }) {
  switch (open.act) {
    case 'block':
      return <BlocksDialog copies={open.copies} onClose={onClose} />;
    case 'lift':
      return <LiftDialog copies={open.copies} onClose={onClose} />;
    case 'reserve':
      return <ReserveDialog what={{ copies: open.copies }} onClose={onClose} />;
    case 'reserve-title':
      return <ReserveDialog what={{ titleId: open.titleId }} onClose={onClose} />;
  }
}
