/** An admin runs the night repeatedly; the schedule would run it once. */
import { setTimeout as pause } from 'node:timers/promises';
import { TODAY } from '../days.ts';
import { COPIES } from '../library.ts';
import { ask, type ApiLocation } from './persistent-client.ts';
import type { ClientContext } from './client.ts';

interface Report {
  readonly id: string;
  readonly endedAt?: string;
}

/** How long a night may take: Lambda repeats one that failed after a minute, and after two more. */
const PATIENCE_MS = 240_000;

/**
 * Polls the report of a night that takes longer than a request may (contract, 202) until it ends.
 */
const awaited = async (admin: ApiLocation, context: ClientContext, id: string): Promise<void> => {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const tries = await ask(admin, { method: 'GET', path: `/api/jobs/${id}` }, context.violations);
    if ((tries.at(-1)?.answer?.body as Report | undefined)?.endedAt !== undefined) return;
    await pause(500);
  }
  context.violations.add(`The night ${id} is stuck.`);
};

/**
 * Runs the night to its end. It may have changed any copy at any moment in between (rules N1, N4).
 */
export const runNight = async (context: ClientContext, admin: ApiLocation): Promise<void> => {
  const from = performance.now();
  const request = { method: 'POST' as const, path: '/api/jobs/nightly', body: { day: TODAY } };
  const tries = await ask(admin, request, context.violations);
  const answer = tries.at(-1)?.answer;
  if (answer?.status === 202) await awaited(admin, context, String(answer.body.id));
  else if (answer?.status !== 200)
    context.violations.add(`The night was answered with ${JSON.stringify(answer)}`);
  const to = performance.now();
  for (const { copyId } of COPIES) {
    // One call per copy: no copy has more than one block that a night may lift.
    context.recorder.add({ command: { do: 'the night', copyId }, by: { sub: 'nightly' }, from, to });
  }
};

/** Runs nights until the session closes; every other time two at once. */
export const runNights = async (context: ClientContext, admin: ApiLocation): Promise<void> => {
  for (let n = 0; context.isOpen(); n++) {
    const atOnce = n % 2 === 0 ? 1 : 2;
    await Promise.all(Array.from({ length: atOnce }, () => runNight(context, admin)));
    await pause(1500);
  }
};
