import { useEffect, useRef, type RefObject } from 'react';

/**
 * Brings what is shown into view whenever it is another outcome: on a small screen it may be below
 * the edge.
 */
export function useInView(outcome: unknown): RefObject<HTMLElement | null> {
  const shown = useRef<HTMLElement>(null);
  useEffect(() => {
    shown.current?.scrollIntoView({ block: 'nearest' });
  }, [outcome]);
  return shown;
}
