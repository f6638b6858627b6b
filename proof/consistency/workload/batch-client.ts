/**
 * A client that changes a few copies in batches, checks the results, and undoes every other batch.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { defined } from '../../../lib/domain/defined.ts';
import type { Chance } from '../../../testing/random.ts';
import { wrongWithBatch, type Batch, type Result } from '../checker/batches.ts';
import { COPIES } from '../library.ts';
import type { Slot } from '../model/command.ts';
import type { BlockState } from '../model/title-state.ts';
import { ask } from './persistent-client.ts';
import { STAFF, type ClientContext } from './client.ts';

/**
 * How long a batch may take after the session has closed: abandoned work is resumed every minute.
 */
const PATIENCE_MS = 100_000;

const call = async <T>(
  context: ClientContext,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<T> => {
  const tries = await ask(context.where, { method, path, ...defined({ body }) }, context.violations);
  const answer = tries.at(-1)?.answer;
  if (!answer || answer.status >= 400) {
    throw new Error(`${method} ${path} was answered with ${JSON.stringify(answer)}`);
  }
  return answer.body as T;
};

/** Polls a batch until it has one of these statuses. Throws if it is stuck. */
const ended = async (context: ClientContext, id: string, wanted: readonly string[]): Promise<Batch> => {
  for (let until = Infinity; ;) {
    const batch = await call<Batch>(context, 'GET', `/api/batches/${id}`);
    if (wanted.includes(batch.status)) return batch;
    if (performance.now() > until) throw new Error(`Batch ${id} is stuck: ${JSON.stringify(batch)}`);
    if (!context.isOpen()) until = Math.min(until, performance.now() + PATIENCE_MS);
    await pause(50);
  }
};

/** The block that a batch orders for each slot of a copy; undefined lifts it. */
type Ordered = readonly (readonly [Slot, BlockState | undefined])[];

interface Phase {
  readonly verb: 'run' | 'undo';
  /** The orders for each copy concerned. */
  readonly ordered: ReadonlyMap<string, Ordered>;
}

/** Runs or undoes a batch, and records its result for each copy (rules M3–M5). */
const follow = async (
  context: ClientContext,
  id: string,
  { verb, ordered }: Phase,
): Promise<readonly Result[]> => {
  const from = performance.now();
  await call(context, 'POST', `/api/batches/${id}/${verb}`, {});
  const batch = await ended(context, id, verb === 'run' ? ['done', 'failed'] : ['undone', 'failed']);
  const to = performance.now();
  const path = `/api/batches/${id}/results?limit=200`;
  const { items } = await call<{ items: readonly Result[] }>(context, 'GET', path);
  const wrong = wrongWithBatch(batch, items, [...ordered.keys()], verb);
  if (wrong !== undefined) context.violations.add(wrong);
  for (const { copyId, outcome, after } of items) {
    if (outcome !== 'changed' && outcome !== 'unchanged') continue;
    const what = outcome === 'changed' ? 'change in a batch' : 'leave in a batch';
    const command = {
      do: what,
      copyId,
      batch: verb === 'run' ? id : `${id}.undo`,
      ordered: ordered.get(copyId) ?? [],
      keeps: verb === 'run',
      after,
    } as const;
    context.recorder.add({ command, by: { sub: STAFF }, from, to });
  }
  return items;
};

const CHANGES = [
  { reservation: { code: 8 } },
  { reservation: { code: 7 }, loan: {} },
  { reservation: null },
  { loan: {} },
  { reservation: null, loan: null },
] as const;

type Change = (typeof CHANGES)[number];

/** The orders of a change for one copy. */
const orderOf = (change: Change, reason: string, ofActivity: { readonly activityId?: string }): Ordered =>
  Object.entries(change).map(([kind, to]: [string, object | null]) => {
    const slot = { kind: kind as BlockState['kind'], ...ofActivity };
    return [slot, to === null ? undefined : { ...slot, reason, ...to }] as const;
  });

/** The orders of an undo: the earlier blocks of the copies that the run changed (rule M5). */
const putBack = (results: readonly Result[], order: Ordered): ReadonlyMap<string, Ordered> =>
  new Map(
    results
      .filter(({ outcome }) => outcome === 'changed')
      .map(({ copyId, before }) => [
        copyId,
        order.map(([slot]) => {
          const there = before.find(
            ({ kind, activityId }) => kind === slot.kind && activityId === slot.activityId,
          );
          return [slot, there] as const;
        }),
      ]),
  );

/** Makes one batch after another until the session closes. Throws if one is refused or stuck. */
export const runBatchClient = async (context: ClientContext, chance: Chance): Promise<void> => {
  for (let n = 0; context.isOpen(); n++) {
    const change = CHANGES[n % CHANGES.length] ?? CHANGES[0];
    const ofActivity = n % 3 === 0 ? { activityId: String(context.activities[0]) } : {};
    const copyIds = COPIES.map(({ copyId }) => copyId).filter(() => chance() < 0.2);
    if (copyIds.length === 0) continue;
    const reason = `batch ${n}`;
    const wanted = { selection: { copyIds }, change, reason, ...ofActivity };
    const { id } = await call<Batch>(context, 'POST', '/api/batches', wanted);
    context.recorder.batches.add(id);
    await ended(context, id, ['previewed']);
    const order = orderOf(change, reason, ofActivity);
    const ordered = new Map(copyIds.map((copyId) => [copyId, order]));
    const results = await follow(context, id, { verb: 'run', ordered });
    if (n % 2 === 0) await follow(context, id, { verb: 'undo', ordered: putBack(results, order) });
    await pause(200);
  }
};
