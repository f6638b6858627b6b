import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { requestOf, type Command } from '../model/command.ts';
import { ask, type Violations, type Attempt, type ApiLocation } from './persistent-client.ts';
import type { Intent } from './generator.ts';
import type { HistoryRecorder } from './history-recorder.ts';

/** Shared by all clients of a session. */
export interface ClientContext {
  readonly where: ApiLocation;
  readonly recorder: HistoryRecorder;
  readonly violations: Violations;
  /** The running activity, and those that are over. */
  readonly activities: readonly string[];
  /** Whether the session still has time. */
  readonly isOpen: () => boolean;
}

/** The user of all clients, as histories name it. */
export const STAFF = 'staff-CEN+NRD';

/** The statuses that a command may get; any other is a violation. */
const EXPECTED: Readonly<Record<Command['do'], readonly number[]>> = {
  'set a block': [200, 201, 409],
  'lift a block': [200, 404],
  'view a copy': [200],
  'reserve a copy': [201, 409],
  'reserve a title': [201, 409],
  cancel: [200, 409],
  'view a reservation': [200],
  'check out': [201, 409],
  'check in': [200],
};

/** Every eighth command, if a POST, is sent twice in parallel with one key: both are one call. */
const TWICE = 8;

const askTwice = async (context: ClientContext, command: Command): Promise<readonly Attempt[]> => {
  const key = randomUUID();
  const request = requestOf(command);
  const [a, b] = await Promise.all([
    ask(context.where, request, context.violations, key),
    ask(context.where, request, context.violations, key),
  ]);
  if (!isDeepStrictEqual(a.at(-1)?.answer, b.at(-1)?.answer)) {
    const answers = [a, b].map((tries) => JSON.stringify(tries.at(-1)?.answer)).join(' and ');
    context.violations.add(`${JSON.stringify(request)}, twice with one key, was answered with ${answers}`);
  }
  return [...a, ...b];
};

/** Sends a command and records its answer. */
export const perform = async (context: ClientContext, command: Command, n: number): Promise<void> => {
  const request = requestOf(command);
  const twice = request.method === 'POST' && n % TWICE === 0;
  const tries = twice
    ? await askTwice(context, command)
    : await ask(context.where, request, context.violations);
  const answer = tries.at(-1)?.answer;
  if (answer && !EXPECTED[command.do].includes(answer.status)) {
    context.violations.add(`${JSON.stringify(request)} was answered with ${JSON.stringify(answer)}`);
  }
  context.recorder.addTries(command, { sub: STAFF }, tries);
};

/** Runs one client: one command after another, by default until the session closes. */
export const work = async (
  context: ClientContext,
  name: string,
  intents: Iterator<Intent>,
  goesOn: (done: number) => boolean = context.isOpen,
): Promise<void> => {
  const pick = (titleId: string, nth: number): string | undefined => {
    const known = context.recorder.reservations.get(titleId) ?? [];
    // Most of the latest reservations are still open.
    return known.at(-1 - (nth % Math.min(known.length, 12)));
  };
  for (let n = 1; goesOn(n - 1); n++) {
    const intent = intents.next().value as Intent;
    const command = intent({ pick, activities: context.activities, reason: `${name}.${n}` });
    if (command) await perform(context, command, n);
  }
};
