/** Puts a fault into one call that a job makes, whatever the call is to: the table, the mailer, the topic. */
import { expect } from 'vitest';
import type { Tap } from './tap.ts';
import { isThorough } from './thorough.ts';

/** What goes wrong at a call: it fails; it is throttled; or the job dies before or after it, and calls no more. */
export const FAULTS = ['error', 'throttling', 'crash before', 'crash after'] as const;
export type Fault = (typeof FAULTS)[number];

/** What throttling looks like once the SDK has given up. */
const throttled = () => Object.assign(new Error('slow down'), { name: 'ThrottlingException' });

/** Makes the n-th call of a job go wrong. Nothing goes wrong where there is no n-th call, or after `mend`. */
export const faulty = () => {
  let plan: { readonly nth: number; readonly fault: Fault } | undefined;
  let calls = 0;
  let dead = false;
  const before = () => {
    if (dead) throw new Error('dead');
    calls += 1;
    if (calls !== plan?.nth || plan.fault === 'crash after') return;
    dead = plan.fault === 'crash before';
    throw plan.fault === 'throttling' ? throttled() : new Error(plan.fault);
  };
  const after = () => {
    if (calls < (plan?.nth ?? Infinity) || plan?.fault !== 'crash after') return;
    dead = true;
    throw new Error('crash after');
  };
  const tap: Tap = { before, after };
  return {
    tap,
    /** A call to something else than the table. */
    around: async (call: () => Promise<void>): Promise<void> => {
      before();
      await call();
      after();
    },
    fail: (nth: number, fault: Fault) => {
      plan = { nth, fault };
      calls = 0;
    },
    /** Answers how many calls there were. */
    mend: (): number => {
      plan = undefined;
      dead = false;
      return calls;
    },
  };
};

/** Fewer calls than this no job makes: then the tap is not on what it calls. */
const FEWEST = 8;

/** Whether this fault is tried at this call. In a sample one of the faults is, and not always the same where a job goes round. */
const isTried = (fault: Fault, nth: number): boolean =>
  isThorough || (nth + Math.floor(nth / FAULTS.length)) % FAULTS.length === FAULTS.indexOf(fault);

/**
 * Has a fault at one call after the other; in a sample, at each call that the other faults leave to it. `run` has it at the n-th
 * call and answers how many calls there were; first it has none.
 */
export const atEachCall = async (fault: Fault, run: (nth: number) => Promise<number>): Promise<void> => {
  const calls = await run(Infinity);
  expect(calls).toBeGreaterThan(FEWEST);
  for (let nth = 1; nth <= calls; nth++) if (isTried(fault, nth)) await run(nth);
};
