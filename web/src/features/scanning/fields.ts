import type { KeyPlace } from './burst.ts';

/** A field whose value is typed. */
export type TypedField = HTMLInputElement | HTMLTextAreaElement;

/** Marks a field whose form is sent with each scan. */
export const SCAN_FIELD = { 'data-scan-field': true } as const;

/** Marks a field of a form that a code is scanned into. */
export const CODE_FIELD = { 'data-code-field': true } as const;

const TEXTS = new Set(['text', 'search', 'email', 'url', 'tel', 'password', 'number']);
const DATES = new Set(['date', 'datetime-local', 'month', 'week', 'time']);

/** The kind of place that an element is for keys. */
export function keyPlaceOf(element: EventTarget | null): KeyPlace {
  if (element instanceof HTMLTextAreaElement) return element.readOnly ? 'control' : 'text';
  if (!(element instanceof HTMLInputElement) || element.readOnly) return 'control';
  if ('scanField' in element.dataset) return 'scan-field';
  if ('codeField' in element.dataset) return 'code-field';
  if (DATES.has(element.type)) return 'date';
  return TEXTS.has(element.type) ? 'text' : 'control';
}

/** Sets the value of a field as if somebody had typed or chosen it. */
export function fillIn(field: TypedField | HTMLSelectElement, value: string): void {
  // React replaces the setter of the element itself, and takes a value that is set by it for its
  // own.
  const prototype: unknown = Object.getPrototypeOf(field);
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
}

/** Whether a dialog is open. */
export const isDialogOpen = (): boolean => document.querySelector('[role="dialog"]') !== null;

/**
 * Returns the focus to the scan field after the focused element has gone, as the next barcode may
 * be typed by hand.
 */
export const backToScanning = (): void => {
  document.querySelector<HTMLInputElement>('main [data-scan-field]')?.focus();
};
