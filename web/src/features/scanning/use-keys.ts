import { useEffect, useEffectEvent } from 'react';
import { listen, type KeyNews } from './keys.ts';

/** Calls back on news of a kind while the component is mounted. */
export function useKeyNews<Kind extends keyof KeyNews>(
  kind: Kind,
  heard: (news: KeyNews[Kind]) => void,
): void {
  const hear = useEffectEvent(heard);
  useEffect(
    () =>
      listen(kind, (news) => {
        hear(news);
      }),
    [kind],
  );
}

/** Calls back on every scan while the component is mounted. */
export function useScans(heard: (code: string) => void): void {
  useKeyNews('scan', heard);
}

/** Calls back on this single key while the component is mounted. */
export function useKey(wanted: string, pressed: () => void): void {
  useKeyNews('key', (key) => {
    if (key === wanted) pressed();
  });
}
