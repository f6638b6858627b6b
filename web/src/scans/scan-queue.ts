import { useEffect, useEffectEvent, useReducer, useRef } from 'react';
import { connected } from '../api/connection.ts';
import { ConnectionLost } from '../api/problem.ts';

/** One scan, and what came of it. */
export interface Scan<T> {
  /** Unique to this scan, however often it is tried: the key under which its calls can be repeated. */
  readonly id: string;
  readonly code: string;
  /** `waiting`: it is its turn later, or the connection is lost. */
  readonly state: 'waiting' | 'done' | 'failed';
  readonly result?: T;
  readonly error?: unknown;
}

type Change<T> = { readonly add: Scan<T> } | { readonly put: Scan<T> };

const scansAfter = <T>(scans: readonly Scan<T>[], change: Change<T>): readonly Scan<T>[] =>
  'add' in change
    ? [change.add, ...scans]
    : scans.map((scan) => (scan.id === change.put.id ? change.put : scan));

/** The scans of a session, newest first. */
export interface ScanQueue<T> {
  readonly scans: readonly Scan<T>[];
  readonly add: (code: string) => void;
  /** Puts another result in the place of that of a scan. */
  readonly replace: (id: string, result: T) => void;
}

/**
 * Handles scan after scan, in the order in which they were made, however fast they come. What the connection loses is kept,
 * and goes on when it is back: nothing has to be scanned twice.
 */
export function useScanQueue<T>(handle: (code: string, id: string) => Promise<T>): ScanQueue<T> {
  const [scans, change] = useReducer(scansAfter<T>, []);
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
    void goOn();
  }, [scans]);
  useEffect(
    () =>
      connected.watch(() => {
        if (connected.get()) void goOn();
      }),
    [],
  );
  return {
    scans,
    add: (code) => {
      change({ add: { id: crypto.randomUUID(), code, state: 'waiting' } });
    },
    replace: (id, result) => {
      const scan = scans.find((one) => one.id === id);
      if (scan) change({ put: { ...scan, state: 'done', result } });
    },
  };
}

async function outcomeOf<T>(
  scan: Scan<T>,
  handle: (code: string, id: string) => Promise<T>,
): Promise<Scan<T>> {
  try {
    return { ...scan, state: 'done', result: await handle(scan.code, scan.id) };
  } catch (error) {
    return error instanceof ConnectionLost ? scan : { ...scan, state: 'failed', error };
  }
}
