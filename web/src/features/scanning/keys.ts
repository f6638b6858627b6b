import { buzz } from './sound.ts';

/** A scanner types: faster than hands, and with Enter behind it. */
const FASTER_THAN_HANDS_MS = 80;
const SHORTEST_SCAN = 5;

/** Who listens: to whole scans, and to single keys that are pressed outside of any field. */
export interface KeyListener {
  readonly scan?: (code: string) => void;
  readonly key?: (key: string) => void;
}

const listeners: KeyListener[] = [];

/** From now on the last who listened hears first, and alone. Ends when the answer is called. */
export function listen(listener: KeyListener): () => void {
  listeners.push(listener);
  return () => {
    listeners.splice(listeners.indexOf(listener), 1);
  };
}

let typed = '';
let lastAt = 0;
let single: ReturnType<typeof setTimeout> | undefined;

/** Tells scans from keys, wherever the focus is outside of fields for text. */
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
  // A list that is open to a choice would take the barcode for the start of one.
  if (typed.length > 1) event.preventDefault();
  // A key is a key once no other has followed it as fast as a scanner would.
  else if (!isChoice(event.target)) single = setTimeout(hearKey, FASTER_THAN_HANDS_MS, event.key);
}

/**
 * The Enter of a scanner is no press of the button that happens to have the focus; a dialog has no
 * use for a scan.
 */
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

/** Whether single keys mean something there already. */
const isChoice = (target: EventTarget | null): boolean =>
  target instanceof HTMLSelectElement || inDialog(target);

/** Whether it is a field for text, to which all that is typed belongs. */
function isText(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !NO_TEXT.has(target.type);
  return target instanceof Element && target.closest('textarea, [contenteditable="true"]') !== null;
}
