import {
  isOver,
  afterPause,
  PAUSE_MS,
  press,
  type Heard,
  type KeyPlace,
  type Typed,
  type Typing,
} from './burst.ts';
import { fillIn, isDialogOpen, keyPlaceOf, type TypedField } from './fields.ts';
import { chooseByKey, chooseByLetters, labelsAt } from './list-keys.ts';
import { readScan, type Reading, type ScanRefusal } from './reading.ts';
import { buzz } from './sound.ts';

/** What the keyboard and the scanner say, by its kind. */
export interface KeyNews {
  /** The code of a scan. */
  readonly scan: string;
  /** A single key outside of fields. */
  readonly key: string;
  /** A scan that was not handled. */
  readonly refusal: ScanRefusal;
  /** All that is typed outside of fields. While somebody listens to it, scans and keys are not. */
  readonly everything: Typed;
}

type Listeners = { readonly [Kind in keyof KeyNews]: ((news: KeyNews[Kind]) => void)[] };

const listeners: Listeners = { scan: [], key: [], refusal: [], everything: [] };

/**
 * Adds a listener and returns a function that removes it. Of all listeners of a kind only the one
 * added last is called.
 */
export function listen<Kind extends keyof KeyNews>(
  kind: Kind,
  listener: (news: KeyNews[Kind]) => void,
): () => void {
  const ofKind = listeners[kind];
  ofKind.push(listener);
  return () => {
    ofKind.splice(ofKind.indexOf(listener), 1);
  };
}

const tell = <Kind extends keyof KeyNews>(kind: Kind, news: KeyNews[Kind]): void => {
  listeners[kind].at(-1)?.(news);
};

/** Where a burst began, and what the field held before it. */
interface Origin {
  readonly place: KeyPlace;
  readonly element: Element;
  readonly value: string;
}

let typing: Typing = {};
let origin: Origin | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells scans from typing and from single keys, before any element gets them. */
export function watchKeys(): void {
  document.addEventListener('keydown', onKey, { capture: true });
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const { key, timeStamp: at, repeat, target } = event;
  if (isOver(typing, at)) onPause();
  const isFirst = typing.burst === undefined;
  const step = press(typing, {
    key,
    at,
    repeat,
    place: keyPlaceOf(target),
    options: labelsAt(target),
    capsLock: event.getModifierState('CapsLock'),
  });
  typing = step.typing;
  if (isFirst && target instanceof Element) origin = originAt(target);
  clearTimeout(timer);
  if (typing.burst !== undefined) timer = setTimeout(onPause, PAUSE_MS);
  // An arrow goes on from the option that the letters before it choose.
  if (step.heard !== undefined) hear(step.heard);
  if (!step.passes || chooseByKey(target, key)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function onPause(): void {
  clearTimeout(timer);
  const heard = afterPause(typing);
  typing = {};
  if (heard !== undefined) hear(heard);
}

const isTyped = (element: Element | undefined): element is TypedField =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

const originAt = (element: Element): Origin => ({
  element,
  place: keyPlaceOf(element),
  value: isTyped(element) ? element.value : '',
});

function hear({ kind, typed }: Heard): void {
  const isInList = origin !== undefined && origin.element.closest('select') !== null;
  if (kind === 'send') sendFrom(origin?.element);
  else if (kind === 'letters' && origin && isInList) chooseByLetters(origin.element, typed.text);
  else if (origin?.place === 'control' && listeners.everything.length > 0 && !isDialogOpen())
    tell('everything', typed);
  else if (kind === 'scan') hearScan(typed);
  else if (kind === 'short') refuseScan('short');
  else if (typed.text.length === 1 && !isDialogOpen()) tell('key', typed.text);
}

function hearScan(typed: Typed): void {
  const reading = readScan(typed);
  const isTaken = takeInField(reading);
  if ('refusal' in reading) refuseScan(reading.refusal);
  else if (isTaken) return;
  else if (isDialogOpen()) refuseScan('dialog');
  else tell('scan', reading.code);
}

/**
 * Takes the characters of a scan out of the field where they were typed. A field for codes gets the
 * code instead; the answer is whether the scan has been handled with that.
 */
function takeInField(reading: Reading): boolean {
  if (origin === undefined || origin.place === 'control' || !isTyped(origin.element)) return false;
  const { element, place, value } = origin;
  const isForCodes = (place === 'scan-field' || place === 'code-field') && element.isConnected;
  const isRead = isForCodes && 'code' in reading;
  fillIn(element, isRead ? reading.code : value);
  if (isRead && place === 'scan-field') sendFrom(element);
  return isRead;
}

const sendFrom = (element: Element | undefined): void => {
  if (isTyped(element)) element.form?.requestSubmit();
};

function refuseScan(why: ScanRefusal): void {
  buzz();
  tell('refusal', why);
}
