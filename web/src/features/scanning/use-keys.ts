import { useEffect, useEffectEvent } from 'react';
import { listen } from './keys.ts';

/** Calls back on every scan while the component is mounted. */
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

/** Calls back on this single key while the component is mounted. */
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
