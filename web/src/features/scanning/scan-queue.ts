import { useEffect, useEffectEvent, useReducer, useRef } from 'react';
import { actOfScan, type Act } from '../../lib/api/act.ts';
import { connected } from '../../lib/api/connection.ts';
import { ConnectionLost } from '../../lib/api/problem.ts';
import { useLeaveGuard } from './use-leave-guard.ts';

/** A scan and its result. */
export interface Scan<T, S = unknown> {
  /** Unique per scan: the key of its act. */
  readonly id: string;
  readonly code: string;
  /**
   * The context in which the scan was made, such as the branch. It is handled with this context,
   * even later.
   */
  readonly setting: S;
  /** `waiting`: in the queue, or until the connection is back. */
  readonly state: 'waiting' | 'done' | 'failed';
  readonly result?: T;
  readonly error?: unknown;
}

type Change<T, S> = { readonly add: Scan<T, S> } | { readonly put: Scan<T, S> };

const scansAfter = <T, S>(scans: readonly Scan<T, S>[], change: Change<T, S>): readonly Scan<T, S>[] =>
  'add' in change
    ? [change.add, ...scans]
    : scans.map((scan) => (scan.id === change.put.id ? change.put : scan));

/** The scans of this screen, newest first. */
export interface ScanQueue<T, S = unknown> {
  readonly scans: readonly Scan<T, S>[];
  readonly add: (code: string) => void;
  /** Replaces the result of a scan. */
  readonly replace: (id: string, result: T) => void;
}

/** Handles a scan, by the act that it is. */
export type HandleScan<T, S> = (scan: Scan<T, S>, act: Act) => Promise<T>;

/** The interval at which a waiting scan is retried while there is a connection. */
const AGAIN_MS = 1_000;

/**
 * Handles scans one by one, in their order. After a lost connection it continues by itself: nothing
 * is scanned twice. Leaving the screen before that needs a confirmation.
 */
export function useScanQueue<T, S>(handle: HandleScan<T, S>, setting: S): ScanQueue<T, S> {
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
 * The storage key of waiting scans. They are stored in the tab, and survive a reload, such as after
 * signing in again.
 */
const keptAs = (): string => `apart.scans ${location.pathname}`;

const keptScans = <T, S>(): readonly Scan<T, S>[] =>
  JSON.parse(sessionStorage.getItem(keptAs()) ?? '[]') as Scan<T, S>[];

function keepWaiting(scans: readonly Scan<unknown>[]): void {
  const waiting = scans.filter(({ state }) => state === 'waiting');
  if (waiting.length === 0) sessionStorage.removeItem(keptAs());
  else sessionStorage.setItem(keptAs(), JSON.stringify(waiting));
}

async function outcomeOf<T, S>(scan: Scan<T, S>, handle: HandleScan<T, S>): Promise<Scan<T, S>> {
  try {
    return { ...scan, state: 'done', result: await handle(scan, actOfScan(scan.id)) };
  } catch (error) {
    return error instanceof ConnectionLost ? scan : { ...scan, state: 'failed', error };
  }
}
