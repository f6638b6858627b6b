import { useEffect, useEffectEvent } from 'react';
import { listen } from './keys.ts';

/** Hears every scan while the component is there, wherever the focus is outside of fields. */
export function useScans(heard: (code: string) => void): void {
  const scan = useEffectEvent(heard);
  useEffect(
    () =>
      listen({
        scan: (code) => {
          scan(code);
        },
      }),
    [],
  );
}

/** Hears this key while the component is there. */
export function useKey(wanted: string, pressed: () => void): void {
  const press = useEffectEvent((key: string) => {
    if (key === wanted) pressed();
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
}
