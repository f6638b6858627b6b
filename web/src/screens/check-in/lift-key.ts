import { useEffect, useEffectEvent } from 'react';
import { PAUSE_MS } from '../../features/scanning/burst.ts';
import { useKeyNews } from '../../features/scanning/use-keys.ts';

const isKey = (text: string): boolean => text.toLowerCase() === 'l';

/**
 * Calls back on the key `L` outside of fields, and in the scan field, which usually has the focus.
 * There it counts only when no other key follows, as after the first letter of a barcode.
 */
export function useLiftKey(lift: (() => void) | undefined): void {
  useKeyNews('key', (key) => {
    if (isKey(key)) lift?.();
  });
  const pressIn = useEffectEvent((field: HTMLInputElement) => {
    if (!isKey(field.value)) return;
    // Removed from the field in any case: the next barcode would start with it.
    field.value = '';
    lift?.();
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onTyped = ({ target }: Event): void => {
      clearTimeout(timer);
      if (target instanceof HTMLInputElement && target.closest('main') !== null && isKey(target.value))
        timer = setTimeout(
          (field: HTMLInputElement) => {
            pressIn(field);
          },
          PAUSE_MS,
          target,
        );
    };
    document.addEventListener('input', onTyped);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('input', onTyped);
    };
  }, []);
}
