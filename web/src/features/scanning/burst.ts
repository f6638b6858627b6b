import { optionFor } from './options.ts';

/** No two keys of a scanner are further apart; after this time without a key a scan is complete. */
export const PAUSE_MS = 400;

/** Nobody types several keys in a row with less time between them. */
export const FASTER_THAN_HANDS_MS = 50;

/** Shorter codes cannot be told from a shortcut, or from letters that choose in a list. */
export const SHORTEST_SCAN = 4;

/** In a text field, where fast hands also type, a scan without an end is at least this long. */
const SHORTEST_WITHOUT_END = 6;

const MOST_FIGURES_OF_A_DAY = 8;

/**
 * What has the focus, by what becomes of keys there. `control`: no text is typed there, such as in
 * a button, a list or the page. `scan-field`: scans are sent from it. `code-field`: scans are
 * filled in, as a part of a form.
 */
export type KeyPlace = 'control' | 'text' | 'date' | 'scan-field' | 'code-field';

/** A key that goes down. */
export interface Press {
  readonly key: string;
  /** In milliseconds. */
  readonly at: number;
  readonly place: KeyPlace;
  /** The options of the list that has the focus, or none. */
  readonly options: readonly string[];
  readonly capsLock: boolean;
  /** The key is held down. */
  readonly repeat: boolean;
}

/** Characters that were typed in one go. */
interface Burst {
  readonly text: string;
  /** The place of the first character, and the options of the list there. */
  readonly place: KeyPlace;
  readonly options: readonly string[];
  readonly startedAt: number;
  readonly lastAt: number;
  readonly longestGapMs: number;
  readonly capsLock: boolean;
}

/** What was typed in one go, and how. */
export interface Typed {
  readonly text: string;
  readonly end: 'Enter' | 'Tab' | 'pause';
  readonly msPerKey: number;
  readonly capsLock: boolean;
}

/**
 * A finished burst. `scan`: from a scanner. `short`: too short for a scan, but ended like one.
 * `letters`: a shortcut, or the first letters of a choice in a list. `send`: a code in a scan field
 * that ended with Tab.
 */
export interface Heard {
  readonly kind: 'scan' | 'short' | 'letters' | 'send';
  readonly typed: Typed;
}

/** The burst that is being typed. After the end of a scan: until when another end belongs to it. */
export interface Typing {
  readonly burst?: Burst;
  readonly endsUntil?: number;
}

/** What a key does. */
export interface KeyStep {
  readonly typing: Typing;
  /** Whether the focused element gets the key. */
  readonly passes: boolean;
  readonly heard?: Heard;
}

/** Keys that are part of typing other ones: a scanner presses Shift for capitals. */
const MODIFIERS = new Set(['Shift', 'CapsLock', 'NumLock', 'AltGraph', 'Dead', 'Unidentified']);

/**
 * Takes a key, and decides whether it is part of a scan. Outside of text fields this does not
 * depend on the speed, as slow scanners type like hands: nothing typed there reaches the focused
 * element, and four characters or more are a scan, unless hands type the first letters of an option
 * of the list there. In text fields a scan is what no hands can type.
 */
export function press(typing: Typing, key: Press): KeyStep {
  if (MODIFIERS.has(key.key)) return { typing, passes: true };
  if (key.key === 'Enter' || key.key === 'Tab') return end(typing, key, key.key);
  if (key.key.length === 1) return character(typing.burst, key);
  return { typing: {}, passes: true, ...lettersBefore(typing) };
}

/** What was typed when no key follows any more; undefined for text that stays in its field. */
export function afterPause({ burst }: Typing): Heard | undefined {
  if (burst === undefined) return undefined;
  const typed = typedIn(burst, 'pause');
  if (isScan(burst, 'pause', burst.longestGapMs)) return { kind: 'scan', typed };
  return burst.place === 'control' ? { kind: 'letters', typed } : undefined;
}

/** The letters that another key follows, such as an arrow; a scan that it cuts off is not heard. */
function lettersBefore(typing: Typing): Pick<KeyStep, 'heard'> {
  const heard = afterPause(typing);
  return heard?.kind === 'letters' ? { heard } : {};
}

/** Whether the burst has waited longer than a scanner does between two keys. */
export const isOver = ({ burst }: Typing, at: number): boolean =>
  burst !== undefined && at - burst.lastAt > PAUSE_MS;

function character(burst: Burst | undefined, key: Press): KeyStep {
  const isHeldBack = (burst?.place ?? key.place) === 'control';
  if (key.repeat) return { typing: {}, passes: !isHeldBack };
  // Space presses a button and ticks a box.
  if (burst === undefined && isHeldBack && key.key === ' ') return { typing: {}, passes: true };
  return { typing: { burst: burst ? longer(burst, key) : begun(key) }, passes: !isHeldBack };
}

const begun = ({ key, place, options, at, capsLock }: Press): Burst => ({
  text: key,
  place,
  options,
  startedAt: at,
  lastAt: at,
  longestGapMs: 0,
  capsLock,
});

const longer = (burst: Burst, { key, at, capsLock }: Press): Burst => ({
  ...burst,
  text: burst.text + key,
  lastAt: at,
  longestGapMs: Math.max(burst.longestGapMs, at - burst.lastAt),
  capsLock: burst.capsLock || capsLock,
});

function end({ burst, endsUntil = -Infinity }: Typing, { at }: Press, key: 'Enter' | 'Tab'): KeyStep {
  // Some scanners press two keys at the end.
  if (burst === undefined) return { typing: {}, passes: at > endsUntil };
  const pace = Math.max(burst.longestGapMs, at - burst.lastAt);
  const kind = kindOf(burst, key, pace);
  if (kind === undefined) return { typing: {}, passes: true };
  const heard = { kind, typed: typedIn(burst, key) };
  // Tab goes on from the choice. Enter would take the option that the letters leave.
  if (kind === 'letters') return { typing: {}, passes: key === 'Tab', heard };
  return { typing: { endsUntil: at + 2 * pace }, passes: false, heard };
}

function kindOf(burst: Burst, key: 'Enter' | 'Tab', longestGapMs: number): Heard['kind'] | undefined {
  if (isScan(burst, key, longestGapMs)) return 'scan';
  if (burst.place === 'control') return isLetters(burst, longestGapMs) ? 'letters' : 'short';
  const isSent = burst.place === 'scan-field' && key === 'Tab' && burst.text.length >= SHORTEST_SCAN;
  return isSent ? 'send' : undefined;
}

function isScan(burst: Burst, ended: Typed['end'], longestGapMs: number): boolean {
  const { text, place } = burst;
  if (text.length < SHORTEST_SCAN) return false;
  const isFast = longestGapMs <= FASTER_THAN_HANDS_MS;
  switch (place) {
    case 'control':
      return !isLetters(burst, longestGapMs);
    case 'date':
      return isFast || !isDay(text);
    case 'text':
      return isFast && isCode(text) && (ended !== 'pause' || text.length >= SHORTEST_WITHOUT_END);
    case 'scan-field':
    case 'code-field':
      return isFast;
  }
}

/** Whether this is a single key, or begins an option of the list and was typed by hand. */
const isLetters = ({ text, options }: Burst, longestGapMs: number): boolean =>
  text.length === 1 ||
  (longestGapMs > FASTER_THAN_HANDS_MS && /\D/.test(text) && optionFor(options, -1, text) !== undefined);

/** Whether somebody can have typed this into a date field. */
const isDay = (text: string): boolean =>
  /^[\d\s./-]*$/.test(text) && text.replace(/\D/g, '').length <= MOST_FIGURES_OF_A_DAY;

/** Whether a text looks like a barcode: one word with a figure in it. */
const isCode = (text: string): boolean => /^\S*\d\S*$/.test(text);

const typedIn = ({ text, startedAt, lastAt, capsLock }: Burst, ended: Typed['end']): Typed => ({
  text,
  end: ended,
  msPerKey: text.length === 1 ? 0 : (lastAt - startedAt) / (text.length - 1),
  capsLock,
});
