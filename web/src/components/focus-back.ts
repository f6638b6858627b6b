import { useEffect } from 'react';

/** What lies over the screen, or is there for it only. */
const PASSING = '[role="dialog"], [role="menu"], [data-passing]';

let last: HTMLElement | undefined;

/** Remembers what on the screen had the focus last, leaving out what lies over it. */
export function watchFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement) || target.closest('main') === null) return;
    if (target.closest(PASSING) === null) last = target;
  });
}

/**
 * When the component is gone, the focus goes back to where it was on the screen, or to its heading.
 */
export function useFocusBack(): void {
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement !== null && document.activeElement !== document.body) return;
        const back = last?.isConnected === true ? last : document.querySelector<HTMLElement>('main h1');
        back?.focus();
      });
    },
    [],
  );
}
