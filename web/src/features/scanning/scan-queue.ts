import { useEffect, useEffectEvent, useReducer, useRef } from 'react';
import { connected } from '../../lib/api/connection.ts';
import { ConnectionLost } from '../../lib/api/problem.ts';
import { useLeaveGuard } from './use-leave-guard.ts';

/** One scan, and what came of it. */
export interface Scan<T, S = unknown> {
  /**
   * Unique to this scan, however often it is tried: the key under which its calls can be repeated.
   */
  readonly id: string;
  readonly code: string;
  /**
   * How things stood when it was made, such as the branch: it is handled by that, whenever its turn
   * comes.
   */
  readonly setting: S;
  /** `waiting`: it is its turn later, or the connection is lost. */
  readonly state: 'waiting' | 'done' | 'failed';
  readonly result?: T;
  readonly error?: unknown;
}

type Change<T, S> = { readonly add: Scan<T, S> } | { readonly put: Scan<T, S> };

const scansAfter = <T, S>(scans: readonly Scan<T, S>[], change: Change<T, S>): readonly Scan<T, S>[] =>
  'add' in change
    ? [change.add, ...scans]
    : scans.map((scan) => (scan.id === change.put.id ? change.put : scan));

/** The scans of a session, newest first. */
export interface ScanQueue<T, S = unknown> {
  readonly scans: readonly Scan<T, S>[];
  readonly add: (code: string) => void;
  /** Puts another result in the place of that of a scan. */
  readonly replace: (id: string, result: T) => void;
}

/** How often a scan that waits is tried again while there is a connection. */
const AGAIN_MS = 1_000;

/**
 * Handles scan after scan, in the order in which they were made, however fast they come. What the
 * connection loses is kept, and goes on when it is back: nothing has to be scanned twice. Whoever
 * leaves the screen before that is asked first.
 */
export function useScanQueue<T, S>(handle: (scan: Scan<T, S>) => Promise<T>, setting: S): ScanQueue<T, S> {
  const [scans, change] = useReducer(scansAfter<T, S>, undefined, keptScans<T, S>);
  const busy = useRef(false);
  const goOn = useEffectEvent(async () => {
    const next = scans.findLast(({ state }) => state === 'waiting');
    if (busy.current || next === undefined) return;
    busy.current = true;
    const outcome = await outcomeOf(next, handle);
    busy.current = false;
    if (outcome.state !== 'waiting') change({ put: outcome });
  });
  useEffect(() => {
    keepWaiting(scans);
    void goOn();
  }, [scans]);
  const waiting = scans.filter(({ state }) => state === 'waiting').length;
  useEffect(() => {
    if (waiting === 0) return undefined;
    const timer = setInterval(() => {
      if (connected.get()) void goOn();
    }, AGAIN_MS);
    return () => {
      clearInterval(timer);
    };
  }, [waiting]);
  useLeaveGuard(waiting);
  return {
    scans,
    add: (code) => {
      change({ add: { id: crypto.randomUUID(), code, setting, state: 'waiting' } });
    },
    replace: (id, result) => {
      const scan = scans.find((one) => one.id === id);
      if (scan) change({ put: { ...scan, state: 'done', result } });
    },
  };
}

/**
 * What waits is kept in this tab: it goes on when the page is loaded anew, as after signing in
 * again.
 */
const keptAs = (): string => `apart.scans ${location.pathname}`;

const keptScans = <T, S>(): readonly Scan<T, S>[] =>
  JSON.parse(sessionStorage.getItem(keptAs()) ?? '[]') as Scan<T, S>[];

function keepWaiting(scans: readonly Scan<unknown>[]): void {
  const waiting = scans.filter(({ state }) => state === 'waiting');
  if (waiting.length === 0) sessionStorage.removeItem(keptAs());
  else sessionStorage.setItem(keptAs(), JSON.stringify(waiting));
}

async function outcomeOf<T, S>(
  scan: Scan<T, S>,
  handle: (scan: Scan<T, S>) => Promise<T>,
): Promise<Scan<T, S>> {
  try {
    return { ...scan, state: 'done', result: await handle(scan) };
  } catch (error) {
    return error instanceof ConnectionLost ? scan : { ...scan, state: 'failed', error };
  }
}
