// Long: each command changes the API and the model, then compares them in the same two forms.

/** Commands about batches, for both the API and the model. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { defined } from '../../lib/domain/defined.ts';
import { API_TODAY, type Answered, type Client } from '../../testing/api/test-api.ts';
import { pictureOf, type Picture } from '../../testing/concurrency/batch-picture.ts';
import { everythingIn } from '../../testing/database/empty-table.ts';
import type { faulty } from '../../testing/concurrency/faults.ts';
import { violationsIn } from '../../testing/invariants/invariants.ts';
import { TITLE, type Library } from '../../testing/api/small-library.ts';
import { slotOfActivity, type BatchModel, type ModelBatch, type Who } from './batch-model.ts';

/** The API. The ids of its batches are in the order of the model's batches. */
export interface Real {
  readonly library: Library;
  readonly faults: ReturnType<typeof faulty>;
  readonly batchIds: string[];
}

export type Command = fc.AsyncCommand<BatchModel, Real>;

const clientOf = ({ library }: Real, who: Who): Client =>
  who === 'admin' ? library.as.admin : library.staff;

/** The counts of the current phase of a batch. */
const shown = ({ undoer, runner, ...batch }: ModelBatch) => {
  const results = undoer ? batch.undo : runner ? batch.run : batch.preview;
  const outcomes = [...results.values()].map(({ outcome }) => outcome.split(' ')[0]);
  const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
  return {
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused: count('refused'),
    failed: 0,
    selected: batch.selected,
  };
};

const resultsOf = (results: ModelBatch['run']) =>
  Object.fromEntries([...results].map(([copyId, { outcome }]) => [copyId, outcome]));

/** The state of the model, in the form of a table's picture. */
const expected = (model: BatchModel, { batchIds }: Real) => ({
  copies: Object.fromEntries(
    [...model.copies].map(([copyId, { blocks, log }]) => [
      copyId,
      {
        blocks: [...blocks].map(([key, { says, by }]) => `${key} ${says} by ${by}`).sort(),
        lines: log.length,
      },
    ]),
  ),
  batches: Object.fromEntries(
    model.batches.map((batch, nth) => [
      batchIds[nth] ?? '',
      {
        status: batch.status,
        counts: shown(batch),
        results: {
          preview: resultsOf(batch.preview),
          run: resultsOf(batch.run),
          undo: resultsOf(batch.undo),
        },
      },
    ]),
  ),
});

const found = ({ copies, batches }: Picture) => ({
  copies: Object.fromEntries(
    Object.entries(copies).map(([copyId, { blocks, history }]) => [
      copyId,
      { blocks, lines: history.length },
    ]),
  ),
  batches: Object.fromEntries(
    Object.entries(batches).map(([id, { status, counts, results }]) => [id, { status, counts, results }]),
  ),
});

/** A command that changes both, and then compares them. */
const command = (
  name: string,
  act: (model: BatchModel, real: Real) => Promise<unknown>,
  check: (model: BatchModel) => boolean = () => true,
): Command => ({
  check,
  toString: () => name,
  run: async (model, real) => {
    await act(model, real);
    const items = await everythingIn(real.library);
    expect(found(pictureOf(items)), name).toEqual(expected(model, real));
    expect(violationsIn(items, API_TODAY), name).toEqual([]);
  },
});

const answers = async (answer: Promise<Answered>, ...statuses: readonly number[]): Promise<Answered> => {
  const { status, body } = await answer;
  expect(statuses, JSON.stringify(body)).toContain(status);
  return answer;
};

const copyId = fc.constantFrom('k1', 'k1', 'k2', 'e1', 'new');
const collection = fc.constantFrom('SINT', 'SINT', 'SINT', 'KERST');
const branchId = fc.constantFrom('CEN', 'CEN', 'EAST');
/** No activity, or one of the two. */
const activity = fc.constantFrom(undefined, undefined, undefined, 0, 1);
const idOf = (model: BatchModel, n: number | undefined) =>
  n === undefined ? undefined : model.activityIds[n];

const putCopy = fc
  .record({ copyId, branchId, collection: fc.option(collection, { nil: undefined }) })
  .map((of) =>
    command(`put ${JSON.stringify(of)}`, async (model, { library }) => {
      const { copyId: id, ...fields } = of;
      await answers(
        library.as.feed.put(`/api/copies/${id}`, { titleId: TITLE, ...fields }),
        model.copies.has(id) ? 200 : 201,
      );
      model.putCopy(id, of.branchId, of.collection);
    }),
  );

const block = fc
  .record({ copyId, activity, says: fc.constantFrom('7', '8', '8', 'endless', '2026-11-01') })
  .map((of) =>
    command(`block ${JSON.stringify(of)}`, async (model, { library }) => {
      const kind = of.says.length === 1 ? 'reservation' : 'loan';
      const activityId = idOf(model, of.activity);
      const says =
        kind === 'reservation'
          ? { code: Number(of.says) }
          : of.says === 'endless'
            ? {}
            : { endDate: of.says };
      const answer = library.as.admin.put(`/api/copies/${of.copyId}/blocks/${kind}`, {
        ...says,
        ...defined({ activityId }),
      });
      const copy = model.copies.get(of.copyId);
      if (!copy) await answers(answer, 404);
      else if (model.closed.has(activityId ?? '')) await answers(answer, 409);
      else {
        const slot = slotOfActivity(activityId);
        const wasThere = model.setBlock(copy, { kind, slot, says: of.says, by: 'manual' });
        await answers(answer, wasThere ? 200 : 201);
      }
    }),
  );

const lift = fc
  .record({
    copyId,
    kind: fc.constantFrom('reservation' as const, 'reservation' as const, 'loan' as const),
    of: fc.constantFrom(undefined, undefined, 'rule' as const, 0, 1),
  })
  .map((what) =>
    command(`lift ${JSON.stringify(what)}`, async (model, { library }) => {
      const { kind, of } = what;
      const slot = of === 'rule' ? 'rule' : slotOfActivity(idOf(model, of));
      const query =
        of === 'rule' ? '?rule=true' : of === undefined ? '' : `?activityId=${idOf(model, of) ?? ''}`;
      const copy = model.copies.get(what.copyId);
      const isLifted =
        copy !== undefined &&
        model.lift(
          copy,
          (one) => one.kind === kind && (of === 'rule' ? one.slot.startsWith('rule#') : one.slot === slot),
        );
      await answers(
        library.as.admin.delete(`/api/copies/${what.copyId}/blocks/${kind}${query}`),
        isLifted ? 200 : 404,
      );
    }),
  );

const rule = fc
  .record({
    collection,
    branchId: fc.constantFrom(undefined, 'CEN'),
    code: fc.constantFrom(7, 8, 8, null, 'end' as const),
    activity,
  })
  .map((of) =>
    command(`rule ${JSON.stringify(of)}`, async (model, { library }) => {
      const path = `/api/collections/${of.collection}/rule${of.branchId === undefined ? '' : '?branchId=CEN'}`;
      const key = `${of.collection} ${of.branchId ?? ''}`;
      const activityId = idOf(model, of.activity);
      if (of.code === 'end') {
        await answers(library.as.admin.delete(path), model.rules.delete(key) ? 200 : 404);
        return;
      }
      const { code } = of;
      const wanted = { code, ...defined({ activityId }) };
      const isOver = model.closed.has(activityId ?? '');
      await answers(library.as.admin.put(path, wanted), isOver ? 409 : model.rules.has(key) ? 200 : 201);
      if (!isOver) model.setRule({ collection: of.collection, branchId: of.branchId, code, activityId });
    }),
  );

const close = fc.nat(1).map((n) =>
  command(
    `close activity ${n}`,
    async (model, { library }) => {
      const id = idOf(model, n) ?? '';
      await answers(library.as.admin.post(`/api/activities/${id}/close`, {}), 200);
      model.close(id);
    },
    (model) => !model.closed.has(idOf(model, n) ?? ''),
  ),
);

export { activity, answers, branchId, clientOf, collection, command, copyId, idOf };

/** Commands about copies, rules and activities, by weight. */
export const libraryCommands: readonly fc.WeightedArbitrary<Command>[] = [
  { weight: 4, arbitrary: putCopy },
  { weight: 5, arbitrary: block },
  { weight: 5, arbitrary: lift },
  { weight: 2, arbitrary: rule },
  { weight: 1, arbitrary: close },
];
