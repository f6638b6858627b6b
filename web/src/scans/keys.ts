/** A scanner types: faster than hands, and with Enter behind it. */
const FASTER_THAN_HANDS_MS = 50;
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

/** Tells scans from keys, wherever the focus is outside of fields and dialogs. */
export function watchKeys(): void {
  document.addEventListener('keydown', onKey, { capture: true });
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || isTaken(event.target)) return;
  const fast = event.timeStamp - lastAt < FASTER_THAN_HANDS_MS;
  if (event.key === 'Enter') {
    if (fast && typed.length >= SHORTEST_SCAN) hearScan(event);
    return;
  }
  if (event.key.length !== 1) return;
  typed = fast ? typed + event.key : event.key;
  lastAt = event.timeStamp;
  clearTimeout(single);
  // A key is a key once no other has followed it as fast as a scanner would.
  if (typed.length === 1) single = setTimeout(hearKey, FASTER_THAN_HANDS_MS, event.key);
}

/** The Enter of a scanner is no press of the button that happens to have the focus. */
function hearScan(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
  const code = typed;
  typed = '';
  clearTimeout(single);
  listeners.findLast(({ scan }) => scan)?.scan?.(code);
}

const hearKey = (key: string): void => {
  listeners.findLast(({ key: hears }) => hears)?.key?.(key);
};

const NO_FIELD = new Set(['checkbox', 'radio', 'button', 'submit', 'reset']);

/** Whether what is typed there belongs to a field or a dialog. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('[role="dialog"]') !== null) return true;
  if (target instanceof HTMLInputElement) return !NO_FIELD.has(target.type);
  return target.closest('textarea, select, [contenteditable="true"]') !== null;
}
