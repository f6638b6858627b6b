import { useEffect, useEffectEvent } from 'react';
import { listen } from '../../features/scanning/keys.ts';

/** Longer than a scanner takes for its next character. */
const ALONE_MS = 250;

const isKey = (text: string): boolean => text.toLowerCase() === 'l';

/**
 * Hears `L` wherever the focus is: outside of fields, and in the scan field too, which has the
 * focus all the time. There it is the key where it stays alone: the start of a barcode is followed
 * by the rest.
 */
export function useLiftKey(lift: (() => void) | undefined): void {
  const press = useEffectEvent((key: string) => {
    if (isKey(key)) lift?.();
  });
  const pressIn = useEffectEvent((field: HTMLInputElement) => {
    if (!isKey(field.value)) return;
    // Out of the field in any case: the next scan would begin with it.
    field.value = '';
    lift?.();
  });
  useEffect(
    () =>
      listen({
        key: (key) => {
          press(key);
        },
      }),
    [],
  );
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onTyped = ({ target }: Event): void => {
      clearTimeout(timer);
      if (target instanceof HTMLInputElement && target.closest('main') !== null && isKey(target.value))
        timer = setTimeout(
          (field: HTMLInputElement) => {
            pressIn(field);
          },
          ALONE_MS,
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
