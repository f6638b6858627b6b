/**
 * Puts the focus back into the scan field of the screen: what had it is gone, and the next scan may
 * be typed by hand.
 */
export const backToScanning = (): void => {
  document.querySelector<HTMLInputElement>('main [data-scan-field]')?.focus();
};
