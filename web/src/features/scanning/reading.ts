import type { Typed } from './burst.ts';

/** Why a scan is not handled. */
export type ScanRefusal = 'dialog' | 'short' | 'capsLock';

/** The code of a scan, or why it cannot be trusted. */
export type Reading = { readonly code: string } | { readonly refusal: ScanRefusal };

/** The text without the start and stop characters of Code 39, which some scanners add. */
export const withoutStars = (text: string): string => /^\*(.+)\*$/.exec(text)?.[1] ?? text;

/**
 * Reads the code of a scan. Codes differ by capitals, which Caps Lock may swap: a code with letters
 * is refused then. Some scanners swap them back, so that Apart cannot. What hands type is no scan:
 * they see it in the field.
 */
export function readScan({ text, capsLock }: Pick<Typed, 'text' | 'capsLock'>): Reading {
  return capsLock && /\p{L}/u.test(text) ? { refusal: 'capsLock' } : { code: withoutStars(text.trim()) };
}
