/** Somebody who changes a handful of copies in batches, looks at the outcome, and undoes some. */
import { COPIES } from '../library/library.ts';
import type { BlockState } from '../model/cell.ts';
import type { Background } from '../model/act.ts';
import { ask } from './api.ts';
import { STAFF, type Desk } from './client.ts';

/** A batch that has come to an end. */
interface Batch {
  readonly id: string;
  readonly status: string;
  readonly counts: Readonly<Record<string, number>>;
}

interface Result {
  readonly copyId: string;
  readonly outcome: string;
  readonly before: readonly BlockState[];
  readonly after: readonly BlockState[];
}

type Slot = Pick<BlockState, 'kind' | 'activityId'>;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** How long a handful of copies may take once all goes well again: what was given up is found every minute. */
const PATIENCE_MS = 100_000;

const call = async <T>(desk: Desk, method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> => {
  const tries = await ask(desk.where, { method, path, ...(body !== undefined && { body }) }, desk.complain);
  const answer = tries.at(-1)?.answer;
  if (!answer || answer.status >= 400) {
    desk.complain(`${method} ${path} was answered with ${JSON.stringify(answer)}`);
    throw new Error('A batch was refused.');
  }
  return answer.body as T;
};

const ended = async (desk: Desk, id: string, wanted: readonly string[]): Promise<Batch> => {
  for (
    let until = Infinity;
    ;
    until = desk.isOpen() ? Infinity : Math.min(until, performance.now() + PATIENCE_MS)
  ) {
    const batch = await call<Batch>(desk, 'GET', `/api/batches/${id}`);
    if (wanted.includes(batch.status)) return batch;
    if (performance.now() > until) throw new Error(`Batch ${id} is stuck: ${JSON.stringify(batch)}`);
    await pause(50);
  }
};

/** What a result tells of its copy; nothing where it was refused. */
const toldBy = (result: Result, batch: string, slots: readonly Slot[]): Background | undefined => {
  const { copyId, outcome, after } = result;
  const blockOf = (slot: Slot): BlockState | undefined =>
    after.find(({ kind, activityId }) => kind === slot.kind && activityId === slot.activityId);
  if (outcome === 'changed') {
    return {
      do: 'change in a batch',
      copyId,
      batch,
      after: slots.map((slot) => [slot, blockOf(slot)] as const),
    };
  }
  return outcome === 'unchanged' ? { do: 'look at in a batch', copyId, blocks: after } : undefined;
};

/** Runs or undoes a batch, and records what it says that it did; every copy must have an outcome, once (rule M3). */
const follow = async (
  desk: Desk,
  id: string,
  verb: 'run' | 'undo',
  slots: readonly Slot[],
): Promise<void> => {
  const from = performance.now();
  await call(desk, 'POST', `/api/batches/${id}/${verb}`, {});
  const batch = await ended(desk, id, verb === 'run' ? ['done', 'failed'] : ['undone', 'failed']);
  const to = performance.now();
  const { items } = await call<{ items: readonly Result[] }>(
    desk,
    'GET',
    `/api/batches/${id}/results?limit=200`,
  );
  for (const result of items) {
    const act = toldBy(result, verb === 'run' ? id : `${id}.undo`, slots);
    if (act) desk.recorder.add({ act, by: { sub: STAFF }, from, to });
  }
  checkOutcome(desk, batch, items);
};

const checkOutcome = (desk: Desk, { id, status, counts }: Batch, results: readonly Result[]): void => {
  const tally = (outcome: string): number => results.filter((one) => one.outcome === outcome).length;
  const twice = results.length - new Set(results.map(({ copyId }) => copyId)).size;
  const wrong = ['changed', 'unchanged', 'refused', 'failed'].filter((one) => counts[one] !== tally(one));
  if (status === 'failed' || twice > 0 || wrong.length > 0) {
    desk.complain(`Batch ${id} is ${status} with ${JSON.stringify(counts)} and ${JSON.stringify(results)}`);
  }
};

const CHANGES = [
  { reservation: { code: 8 } },
  { reservation: { code: 7 }, loan: {} },
  { reservation: null },
  { loan: {} },
  { reservation: null, loan: null },
] as const;

/** Makes batches one after the other for as long as there is time. Throws where one is stuck. */
export const batches = async (desk: Desk, random: () => number): Promise<void> => {
  for (let n = 0; desk.isOpen(); n++) {
    const change = CHANGES[n % CHANGES.length] ?? CHANGES[0];
    const activityId = n % 3 === 0 ? desk.activities[0] : undefined;
    const copyIds = COPIES.map(({ copyId }) => copyId).filter(() => random() < 0.2);
    if (copyIds.length === 0) continue;
    const ofActivity = activityId !== undefined && { activityId };
    const order = { selection: { copyIds }, change, reason: `batch ${n}`, ...ofActivity };
    const { id } = await call<Batch>(desk, 'POST', '/api/batches', order);
    await ended(desk, id, ['previewed']);
    const slots = (Object.keys(change) as BlockState['kind'][]).map((kind) => ({ kind, ...ofActivity }));
    await follow(desk, id, 'run', slots);
    if (n % 2 === 0) await follow(desk, id, 'undo', slots);
    await pause(200);
  }
};
