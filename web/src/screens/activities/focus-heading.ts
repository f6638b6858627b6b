/** Focuses the heading of the screen, when the focused element has gone. */
export const focusHeading = (): void => {
  document.querySelector<HTMLElement>('main h1')?.focus();
};
