/**
 * Puts a fault into one call that a job makes, to any service: the table, the mailer, the topic.
 */
import { expect } from 'vitest';
import type { RequestHook } from '../database/dynamodb-hooks.ts';
import { fromOne, sampled } from '../sampling.ts';

/**
 * The faults of a call: it fails; it is throttled; or the job dies before or after it, and calls no
 * more.
 */
export const FAULTS = ['error', 'throttling', 'crash before', 'crash after'] as const;
export type Fault = (typeof FAULTS)[number];

/** The error that the SDK throws after it has retried a throttled call. */
const throttled = () => Object.assign(new Error('slow down'), { name: 'ThrottlingException' });

/**
 * Makes the n-th call of a job go wrong. Nothing goes wrong without an n-th call, or after `mend`.
 */
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
  const hook: RequestHook = { before, after };
  return {
    hook,
    /** Wraps a call to a service other than the table. */
    around: async (call: () => Promise<void>): Promise<void> => {
      before();
      await call();
      after();
    },
    fail: (nth: number, fault: Fault) => {
      plan = { nth, fault };
      calls = 0;
    },
    /** Ends the fault. Answers how many calls there were. */
    mend: (): number => {
      plan = undefined;
      dead = false;
      return calls;
    },
  };
};

/** Every job makes more calls than this. Fewer mean that the hook is not on the job's services. */
const FEWEST = 8;

/**
 * Tries a fault at each call in turn, or at `few` of them in a small sample. `run` puts the fault
 * at the n-th call and answers how many calls there were; its first run has no fault.
 */
export const atEachCall = async (few: number, run: (nth: number) => Promise<number>): Promise<void> => {
  const calls = await run(Infinity);
  expect(calls).toBeGreaterThan(FEWEST);
  for (const nth of sampled(fromOne(calls), few)) await run(nth);
};
