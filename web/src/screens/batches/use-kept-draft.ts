import { useEffect, useState } from 'react';
import { withBarcode } from './barcodes.ts';
import type { BatchDraft } from './batch-draft.ts';

const PREFIX = 'apart.new-batch.';

/** What is left of a draft of somebody in this window, such as after a click on a link. */
function keptIn(key: string): Partial<BatchDraft> | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    return typeof kept === 'object' && kept !== null ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** What the form begins with. */
function begun(kept: Partial<BatchDraft> | undefined, first: BatchDraft, asked: boolean): BatchDraft {
  return asked ? { ...first, barcodes: kept?.barcodes ?? '' } : { ...first, ...kept };
}

/**
 * The draft of a new batch, which is kept in this window until it is made or thrown away: hundreds
 * of scans are not lost by a click on a link. Where the form is `asked` to begin with something
 * else, only the barcodes are what they were.
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
    /** Whether it was begun before the form was opened. */
    isKept,
    edit: (wanted: Partial<BatchDraft>) => {
      change(() => wanted);
    },
    /** Puts a barcode at the end of the list. */
    add: (code: string) => {
      change(({ barcodes }) => ({ from: 'barcodes', barcodes: withBarcode(barcodes, code) }));
    },
    /** Keeps nothing any more; the form is as it first was. */
    clear: () => {
      sessionStorage.removeItem(key);
      set({ draft: first, isKept: false, isTouched: false });
    },
  };
}
