import { useEffect } from 'react';

/** Elements that come and go over a screen; they never get the focus back. */
const PASSING = '[role="dialog"], [role="menu"], [data-passing]';

let last: HTMLElement | undefined;

/** Remembers which element of the screen had the focus last, except in overlays. */
export function watchFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement) || target.closest('main') === null) return;
    if (target.closest(PASSING) === null) last = target;
  });
}

/** Returns the focus on unmount: to the element that had it last, or else to the heading. */
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
