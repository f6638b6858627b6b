import { buzz } from './sound.ts';

/** A scanner types faster than this between two keys, and ends with Enter. */
const FASTER_THAN_HANDS_MS = 80;
const SHORTEST_SCAN = 5;

/** A listener to whole scans, and to single keys pressed outside of fields. */
export interface KeyListener {
  readonly scan?: (code: string) => void;
  readonly key?: (key: string) => void;
}

const listeners: KeyListener[] = [];

/**
 * Adds a listener and returns a function that removes it. Of all listeners for scans only the one
 * added last is called; the same holds for keys.
 */
export function listen(listener: KeyListener): () => void {
  listeners.push(listener);
  return () => {
    listeners.splice(listeners.indexOf(listener), 1);
  };
}

let typed = '';
let lastAt = 0;
let single: ReturnType<typeof setTimeout> | undefined;

/** Tells scans from single keys, wherever the focus is outside of text fields. */
export function watchKeys(): void {
  document.addEventListener('keydown', onKey, { capture: true });
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || isText(event.target)) return;
  const fast = event.timeStamp - lastAt < FASTER_THAN_HANDS_MS;
  if (event.key === 'Enter') {
    if (fast && typed.length >= SHORTEST_SCAN) hearScan(event);
    return;
  }
  if (event.key.length !== 1) return;
  typed = fast ? typed + event.key : event.key;
  lastAt = event.timeStamp;
  clearTimeout(single);
  // A focused list would select by the letters of the barcode.
  if (typed.length > 1) event.preventDefault();
  // A key counts as single when no other key follows it as fast as from a scanner.
  else if (!isChoice(event.target)) single = setTimeout(hearKey, FASTER_THAN_HANDS_MS, event.key);
}

/** A scanner's Enter must not press the focused button. In a dialog a scan only buzzes. */
function hearScan(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
  const code = typed;
  typed = '';
  clearTimeout(single);
  if (inDialog(event.target)) buzz();
  else listeners.findLast(({ scan }) => scan)?.scan?.(code);
}

const hearKey = (key: string): void => {
  listeners.findLast(({ key: hears }) => hears)?.key?.(key);
};

const NO_TEXT = new Set(['checkbox', 'radio', 'button', 'submit', 'reset']);

const inDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"]') !== null;

/** Whether single keys belong to the element: a select, or anything in a dialog. */
const isChoice = (target: EventTarget | null): boolean =>
  target instanceof HTMLSelectElement || inDialog(target);

/** Whether the element is a text field, which gets all keys. */
function isText(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !NO_TEXT.has(target.type);
  return target instanceof Element && target.closest('textarea, [contenteditable="true"]') !== null;
}
