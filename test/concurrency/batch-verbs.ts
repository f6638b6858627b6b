// Long: making a batch may go on to preview and run it, so orders, verbs and work stand together.

/** Requests about batches, and what the worker makes of them. */
import fc from 'fast-check';
import { defined } from '../../lib/domain/defined.ts';
import { CEN } from '../../testing/api/small-library.ts';
import {
  activity,
  answers,
  branchId,
  clientOf,
  collection,
  command,
  copyId,
  idOf,
  type Command,
  type Real,
} from './batch-commands.ts';
import type { BatchModel, ModelBatch, ModelOrder, Who } from './batch-model.ts';

const who = fc.constantFrom<Who>('admin', 'admin', 'staff');

/** The worker usually goes on at once. */
const mostly = fc.constantFrom(true, true, true, true, false);

const selection = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ collection, branchId }, { requiredKeys: ['collection'] }),
  },
  { weight: 2, arbitrary: fc.record({ copyIds: fc.array(copyId, { minLength: 2, maxLength: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ activity: fc.nat(1) }) },
);
const change = fc
  .record(
    {
      reservation: fc.constantFrom('8', '7', 'lift'),
      loan: fc.constantFrom('endless', 'lift'),
    },
    { requiredKeys: [] },
  )
  .filter(({ reservation, loan }) => reservation !== undefined || loan !== undefined);

/** The value of a block in a request: to be set, or lifted with `null`. */
const asAsked = (says: string | undefined) => {
  if (says === undefined) return undefined;
  if (says === 'lift') return null;
  return says === 'endless' ? {} : { code: Number(says) };
};

const isSet = (says: string | undefined): boolean => says !== undefined && says !== 'lift';

const newBatch = (order: ModelOrder): ModelBatch => ({
  order,
  status: 'previewing',
  runner: undefined,
  undoer: undefined,
  isCancelled: false,
  selected: 0,
  rule: undefined,
  preview: new Map(),
  run: new Map(),
  undo: new Map(),
});

/** The call at which a worker dies; 0 when it does not. */
const diesAt = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }) },
);

/** Lets the worker handle its messages. Another worker goes on after the lease of one that dies. */
export const work = async (model: BatchModel, { library, faults }: Real, dies: number): Promise<void> => {
  const { messages, clock } = library;
  // Only messages about batches: no flags exist until the night at the end.
  messages.splice(0, Infinity, ...messages.filter((message) => JSON.stringify(message).includes('"batch.')));
  if (dies > 0) faults.fail(dies, 'crash after');
  const died = await library.work().then(() => '', String);
  faults.mend();
  const [message] = /\{.*\}/.exec(died) ?? [];
  if (message !== undefined) {
    messages.unshift(JSON.parse(message) as (typeof messages)[number]);
    clock.set(new Date(Date.parse(clock.now()) + 21_000).toISOString());
    await library.work();
  }
  model.work();
};

/** The index of a batch. When `fits` is set, one that does not refuse the verb, if there is any. */
const pick = (model: BatchModel, { n, fits }: Pick, refusal: Refusal): number => {
  const all = [...model.batches.keys()];
  const fitting = all.filter((index) => {
    const batch = model.batches[index];
    return batch && !refusal(model, batch);
  });
  const among = fits && fitting.length > 0 ? fitting : all;
  return among[n % Math.max(among.length, 1)] ?? -1;
};
interface Pick {
  readonly n: number;
  readonly fits: boolean;
}
type Refusal = (model: BatchModel, batch: ModelBatch) => boolean;

/** A request about a batch: when it is refused, and how it changes the batch otherwise. */
interface Verb {
  readonly name: 'run' | 'cancel' | 'undo';
  readonly refusal: Refusal;
  readonly act: (model: BatchModel, batch: ModelBatch, by: Who) => void;
}

/** A verb, its batch by index in the model, and the caller. */
interface VerbRequest {
  readonly index: number;
  readonly verb: Verb;
  readonly by: Who;
}

/** Sends a verb. Answers whether it was granted. */
const ask = async (model: BatchModel, real: Real, { index, verb, by }: VerbRequest): Promise<boolean> => {
  const { name, refusal, act } = verb;
  const batch = model.batches[index];
  if (!batch) return false;
  const answer = clientOf(real, by).post(`/api/batches/${real.batchIds[index] ?? ''}/${name}`, {});
  const isRefused = refusal(model, batch);
  await answers(answer, isRefused ? 409 : 202);
  if (isRefused) return false;
  act(model, batch, by);
  model.messages.push(batch);
  return true;
};

const anyOfBatch = (verb: Verb) =>
  fc.record({ n: fc.nat(5), fits: mostly, asMaker: fc.boolean(), diesAt, works: mostly }).map((of) =>
    command(
      `${verb.name} ${JSON.stringify(of)}`,
      async (model, real) => {
        const index = pick(model, of, verb.refusal);
        const by = of.asMaker ? (model.batches[index]?.order.maker ?? 'admin') : 'admin';
        const isGranted = await ask(model, real, { index, verb, by });
        if (isGranted && of.works) await work(model, real, of.diesAt);
      },
      ({ batches }) => batches.length > 0,
    ),
  );

const isTooLate = ({ closed }: BatchModel, { activityId, change: asked }: ModelOrder): boolean =>
  closed.has(activityId ?? '') && Object.values(asked).some(isSet);

const RUN: Verb = {
  name: 'run',
  refusal: (model, batch) => batch.status !== 'previewed' || isTooLate(model, batch.order),
  act: (model, batch, by) => {
    const { selection: of, change: wanted, activityId, includeNewCopies } = batch.order;
    Object.assign(batch, { status: 'running', runner: by });
    if (!includeNewCopies || !('collection' in of)) return;
    const rule = {
      collection: of.collection,
      branchId: of.branchId,
      code: Number(wanted.reservation),
      activityId,
    };
    const before = model.rules.get(`${of.collection} ${of.branchId ?? ''}`);
    if (before?.code === rule.code && before.activityId === activityId) return;
    batch.rule = { edition: model.setRule(rule).edition, before };
  },
};
const CANCEL: Verb = {
  name: 'cancel',
  refusal: (_, { status }) => !['previewing', 'previewed', 'running'].includes(status),
  act: (_, batch) => {
    if (batch.status === 'previewed') batch.status = 'cancelled';
    else batch.isCancelled = true;
  },
};
const UNDO: Verb = {
  name: 'undo',
  refusal: (_, { status, runner }) => !['done', 'cancelled'].includes(status) || runner === undefined,
  act: (model, batch, by) => {
    const selected = [...batch.run.values()].filter(({ outcome }) => outcome === 'changed').length;
    Object.assign(batch, { status: 'undoing', undoer: by, selected });
    const { selection: of } = batch.order;
    const key = 'collection' in of ? `${of.collection} ${of.branchId ?? ''}` : '';
    if (!batch.rule || model.rules.get(key)?.edition !== batch.rule.edition) return;
    if (batch.rule.before) model.rules.set(key, batch.rule.before);
    else model.rules.delete(key);
  },
};

const anyOrder = fc.record({
  selection,
  change,
  activity,
  newCopies: fc.boolean(),
  includeRuled: fc.boolean(),
  maker: who,
});
type AnyOrder = typeof anyOrder extends fc.Arbitrary<infer T> ? T : never;

/** Replaces the numbers of activities in an order by the ids of the model. */
const orderIn = (model: BatchModel, of: AnyOrder): ModelOrder => {
  const selected =
    'activity' in of.selection ? { activityId: idOf(model, of.selection.activity) ?? '' } : of.selection;
  return {
    selection: selected,
    change: of.change,
    activityId: idOf(model, of.activity),
    includeNewCopies: of.newCopies && 'collection' in selected && isSet(of.change.reservation),
    includeRuled: of.includeRuled,
    maker: of.maker,
  };
};

/** The body of the request for a batch. */
const bodyOf = ({ selection: selected, change: asked, activityId, ...order }: ModelOrder) => ({
  selection: selected,
  change: { reservation: asAsked(asked.reservation), loan: asAsked(asked.loan) },
  ...defined({ activityId }),
  includeNewCopies: order.includeNewCopies,
  includeRuled: order.includeRuled,
});

/** Staff set rules of their own branch only. */
const isForbidden = ({ includeNewCopies, maker, selection: of }: ModelOrder): boolean =>
  includeNewCopies && maker === 'staff' && !('branchId' in of && of.branchId === CEN);

const make = fc.tuple(anyOrder, fc.constantFrom('nothing', 'preview', 'run', 'run')).map(([anOrder, then]) =>
  command(`make ${JSON.stringify({ ...anOrder, then })}`, async (model, real) => {
    const order = orderIn(model, anOrder);
    const { maker } = order;
    const answer = clientOf(real, maker).post('/api/batches', bodyOf(order));
    if (isForbidden(order)) await answers(answer, 403);
    else if (isTooLate(model, order)) await answers(answer, 409);
    else {
      const { body } = await answers(answer, 201);
      real.batchIds.push(body.id ?? '');
      const batch = newBatch(order);
      model.batches.push(batch);
      model.messages.push(batch);
      if (then !== 'nothing') await work(model, real, 0);
      if (then !== 'run') return;
      await ask(model, real, { index: model.batches.length - 1, verb: RUN, by: maker });
      await work(model, real, 0);
    }
  }),
);

const works = diesAt.map((dies) =>
  command(`work, dead at call ${dies}`, (model, real) => work(model, real, dies)),
);

/** Commands about batches, by weight. */
export const batchCommands: readonly fc.WeightedArbitrary<Command>[] = [
  { weight: 6, arbitrary: make },
  { weight: 6, arbitrary: anyOfBatch(RUN) },
  { weight: 1, arbitrary: anyOfBatch(CANCEL) },
  { weight: 6, arbitrary: anyOfBatch(UNDO) },
  { weight: 2, arbitrary: works },
];
