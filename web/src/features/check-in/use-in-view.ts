import { useEffect, useRef, type RefObject } from 'react';

/**
 * Scrolls the element into view on every new outcome: on a small screen it may be below the edge.
 */
export function useInView(outcome: unknown): RefObject<HTMLElement | null> {
  const shown = useRef<HTMLElement>(null);
  useEffect(() => {
    shown.current?.scrollIntoView({ block: 'nearest' });
  }, [outcome]);
  return shown;
}
