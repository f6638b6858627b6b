/**
 * Returns the focus to the scan field after the focused element has gone, as the next barcode may
 * be typed by hand.
 */
export const backToScanning = (): void => {
  document.querySelector<HTMLInputElement>('main [data-scan-field]')?.focus();
};
