import { useEffect, useRef, type SyntheticEvent } from 'react';
import { notify } from '../../lib/notifications.ts';
import { SHORTEST_SCAN } from './burst.ts';
import { buzz } from './sound.ts';
import { useScanningTexts } from './texts.ts';

/** Longer than somebody stops while typing a barcode. */
const FORGOTTEN_MS = 3_000;

/**
 * Says that a code in the scan field waits for Enter, as after a slow scanner that ends with
 * nothing: the next scan would be added to it.
 */
export function useUnsentNotice() {
  const t = useScanningTexts();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const clear = (): void => {
    clearTimeout(timer.current);
  };
  useEffect(() => clear, []);
  return {
    clear,
    onInput: ({ target }: SyntheticEvent): void => {
      clear();
      timer.current = setTimeout(() => {
        if (!(target instanceof HTMLInputElement) || target.value.length < SHORTEST_SCAN) return;
        notify('warning', t('notSent'));
        buzz();
      }, FORGOTTEN_MS);
    },
  };
}
