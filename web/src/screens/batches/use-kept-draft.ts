import { useEffect, useState } from 'react';
import { withBarcode } from './barcodes.ts';
import type { BatchDraft } from './batch-draft.ts';

const PREFIX = 'apart.new-batch.';

/** The stored draft of a user in this tab, such as after following a link. */
function keptIn(key: string): Partial<BatchDraft> | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    return typeof kept === 'object' && kept !== null ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** The draft that the form starts with. */
function begun(kept: Partial<BatchDraft> | undefined, first: BatchDraft, asked: boolean): BatchDraft {
  return asked ? { ...first, barcodes: kept?.barcodes ?? '' } : { ...first, ...kept };
}

/**
 * The draft of a new batch, stored in the tab until the batch is created or the draft is cleared:
 * following a link does not lose hundreds of scans. When the address fills in the form (`asked`),
 * only the barcodes of the stored draft are used.
 */
export function useKeptDraft(who: string, first: BatchDraft, asked: boolean) {
  const key = PREFIX + who;
  const [state, set] = useState(() => {
    const kept = keptIn(key);
    return { draft: begun(kept, first, asked), isKept: kept !== undefined && !asked, isTouched: false };
  });
  const { draft, isKept, isTouched } = state;
  useEffect(() => {
    if (isTouched) sessionStorage.setItem(key, JSON.stringify(draft));
  }, [key, draft, isTouched]);
  const change = (make: (now: BatchDraft) => Partial<BatchDraft>) => {
    set((now) => ({ ...now, draft: { ...now.draft, ...make(now.draft) }, isTouched: true }));
  };
  return {
    draft,
    /** Whether the form continues a stored draft. */
    isKept,
    edit: (wanted: Partial<BatchDraft>) => {
      change(() => wanted);
    },
    /** Adds a barcode to the end of the list. */
    add: (code: string) => {
      change(({ barcodes }) => ({ from: 'barcodes', barcodes: withBarcode(barcodes, code) }));
    },
    /** Removes the stored draft and resets the form. */
    clear: () => {
      sessionStorage.removeItem(key);
      set({ draft: first, isKept: false, isTouched: false });
    },
  };
}
