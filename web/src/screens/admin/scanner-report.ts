import { FASTER_THAN_HANDS_MS, SHORTEST_SCAN, type Typed } from '../../features/scanning/burst.ts';
import { readScan, withoutStars } from '../../features/scanning/reading.ts';

/** What a scan in the test field tells of its scanner. */
export interface ScannerReport {
  readonly code: string;
  readonly length: number;
  readonly end: Typed['end'];
  readonly msPerKey: number;
  readonly capitals: 'none' | 'upper' | 'lower' | 'both';
  readonly capsLock: boolean;
  /** Whether it has the start and stop characters of Code 39. */
  readonly stars: boolean;
  /** What to change; empty for a scan that works everywhere. */
  readonly advice: readonly ('short' | 'capsLock' | 'slow' | 'pause')[];
}

/** Reads the properties of a scanner from one scan. */
export function scannerReport(typed: Typed): ScannerReport {
  const { text, end, msPerKey, capsLock } = typed;
  const code = withoutStars(text);
  const advice = {
    short: text.length < SHORTEST_SCAN,
    capsLock: 'refusal' in readScan(typed),
    slow: msPerKey > FASTER_THAN_HANDS_MS,
    pause: end === 'pause',
  };
  return {
    code,
    length: text.length,
    end,
    msPerKey: Math.round(msPerKey),
    capitals: capitalsIn(code),
    capsLock,
    stars: code !== text,
    advice: (['short', 'capsLock', 'slow', 'pause'] as const).filter((one) => advice[one]),
  };
}

function capitalsIn(text: string): ScannerReport['capitals'] {
  const isUpper = /\p{Lu}/u.test(text);
  const isLower = /\p{Ll}/u.test(text);
  if (isUpper && isLower) return 'both';
  if (isUpper) return 'upper';
  return isLower ? 'lower' : 'none';
}
