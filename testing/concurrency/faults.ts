/**
 * Puts a fault into one call that a job makes, whatever the call is to: the table, the mailer, the
 * topic.
 */
import { expect } from 'vitest';
import type { RequestHook } from '../database/dynamodb-hooks.ts';
import { fromOne, sampled } from '../sampling.ts';

/**
 * What goes wrong at a call: it fails; it is throttled; or the job dies before or after it, and
 * calls no more.
 */
export const FAULTS = ['error', 'throttling', 'crash before', 'crash after'] as const;
export type Fault = (typeof FAULTS)[number];

/** What throttling looks like once the SDK has given up. */
const throttled = () => Object.assign(new Error('slow down'), { name: 'ThrottlingException' });

/**
 * Makes the n-th call of a job go wrong. Nothing goes wrong where there is no n-th call, or after
 * `mend`.
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

/** Fewer calls than this no job makes: then the hook is not on what it calls. */
const FEWEST = 8;

/**
 * Has a fault at each call in turn, or at `few` of them in a small sample. `run` has it at the n-th
 * call and answers how many calls there were; first it has none.
 */
export const atEachCall = async (few: number, run: (nth: number) => Promise<number>): Promise<void> => {
  const calls = await run(Infinity);
  expect(calls).toBeGreaterThan(FEWEST);
  for (const nth of sampled(fromOne(calls), few)) await run(nth);
};
