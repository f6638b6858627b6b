/** Invariants of batches and standing rules. */
import { isDeepStrictEqual } from 'node:util';
import { blocksAfter } from '../../lib/domain/batch-outcome.ts';
import { undoIdOf, type BatchResult } from '../../lib/domain/batch.ts';
import { isGoingOn, phaseOf, type BatchCounts } from '../../lib/domain/batch-state.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import {
  batchesIn,
  copiesIn,
  historiesIn,
  keyOfLine,
  PHASES,
  workIn,
  type StoredBatch,
  type StoredLine,
} from '../concurrency/batch-picture.ts';
import type { Item } from '../database/empty-table.ts';

const named = ({ order }: StoredBatch): string => `batch ${order.id}`;

/** The entries of a list that occur earlier in it. */
export const twiceIn = (list: readonly string[]): readonly string[] => {
  const seen = new Set<string>();
  return list.filter((one) => seen.size === seen.add(one).size);
};

/** Each copy has one outcome in a phase, and no chunk is missing (rule M3). */
const resultsAreThereOnce = (batch: StoredBatch): string[] =>
  PHASES.flatMap((phase) => {
    const ids = batch.results[phase].map(({ copyId }) => copyId);
    const twice = twiceIn(ids);
    const gap = batch.chunks[phase].findIndex((chunk, index) => chunk !== index);
    return [
      ...twice.map((id) => `${named(batch)} has two results of ${phase} for copy ${id}`),
      ...(gap === -1 ? [] : [`${named(batch)} has no chunk ${gap} of ${phase}`]),
    ];
  });

const count = (results: readonly BatchResult[], outcome: BatchResult['outcome']): number =>
  results.filter((one) => one.outcome === outcome).length;

/** The counts of a batch are those of the results of its current phase (rule M4). */
const countsAreOfResults = (batch: StoredBatch): string[] => {
  const { state, results } = batch;
  const phase = phaseOf(state);
  const own = results[phase];
  const hasEnded = ['previewed', 'done', 'undone'].includes(state.status);
  const right: BatchCounts = {
    selected: hasEnded || phase === 'preview' ? own.length : state.counts.selected,
    changed: count(own, 'changed'),
    unchanged: count(own, 'unchanged'),
    refused: count(own, 'refused'),
    failed: count(own, 'failed'),
  };
  return isDeepStrictEqual(state.counts, right) && state.counts.selected >= own.length
    ? []
    : [`${named(batch)} counts ${JSON.stringify(state.counts)} where there are ${JSON.stringify(right)}`];
};

/** The lines of one phase in the history of a copy agree with its result (rules M4, B9). */
const fitsHistory = (batch: StoredBatch, result: BatchResult, lines: readonly StoredLine[]): boolean =>
  lines.every(({ line, version }) => {
    const key = keyOfLine(line);
    return (
      version === result.version &&
      isDeepStrictEqual(result.before[key], line.before) &&
      isDeepStrictEqual(blocksAfter(batch, result)[key], line.after)
    );
  });

/** The copies of the worker's current chunk, which may be changed but not recorded yet. */
const inHand = ({ state, progress }: StoredBatch, phase: 'run' | 'undo'): readonly string[] =>
  phaseOf(state) === phase && (isGoingOn(state) || state.status === 'failed') ? progress.taking : [];

/** The changes that a batch reports are those in the histories, each block once (rules B9, M3). */
const changesAreInHistories = (
  copies: readonly Copy[],
  histories: ReadonlyMap<string, readonly StoredLine[]>,
  batch: StoredBatch,
): string[] =>
  (['run', 'undo'] as const).flatMap((phase) => {
    const cause = phase === 'run' ? batch.order.id : undoIdOf(batch.order.id);
    const said = new Map(batch.results[phase].map((result) => [result.copyId, result]));
    return copies.flatMap(({ copyId }) => {
      const lines = (histories.get(copyId) ?? []).filter(({ line }) => line.cause.id === cause);
      const keys = lines.map(({ line }) => keyOfLine(line));
      const result = said.get(copyId);
      if (new Set(keys).size < keys.length) return [`${cause} has changed a block of copy ${copyId} twice`];
      if (lines.length === 0 && result?.outcome === 'changed')
        return [`${cause} says that it has changed copy ${copyId}, and its history does not`];
      if (lines.length === 0 || (!result && inHand(batch, phase).includes(copyId))) return [];
      if (result?.outcome !== 'changed')
        return [`${cause} has changed copy ${copyId}, and says: ${result?.outcome ?? 'nothing'}`];
      return fitsHistory(batch, result, lines)
        ? []
        : [`${cause} has changed copy ${copyId} otherwise than it says`];
    });
  });

/** A batch has work exactly while it goes on (rule M3). */
const workIsThere = (items: readonly Item[], batch: StoredBatch): string[] => {
  const isThere = workIn(items).includes(`batch.${batch.order.id}`);
  return isThere === isGoingOn(batch.state)
    ? []
    : [`${named(batch)} is ${batch.state.status}, with work: ${String(isThere)}`];
};

/** A batch is listed as it is, under all batches and under the branches of its maker. */
const listsShowIt = (items: readonly Item[], { order, state }: StoredBatch): string[] => {
  const entries = items.filter(({ pk, sk }) => pk.startsWith('BATCHES#') && sk === `BATCH#${order.id}`);
  const wanted = ['*', ...order.createdBy.branchIds].map((place) => `BATCHES#${place}`);
  const isListed = isDeepStrictEqual(entries.map(({ pk }) => pk).sort(), wanted.sort());
  const isCurrent = entries.every((entry) => isDeepStrictEqual([entry.order, entry.state], [order, state]));
  return [
    ...(isListed ? [] : [`batch ${order.id} is listed where it does not belong, or is not listed`]),
    ...(isCurrent ? [] : [`batch ${order.id} is listed otherwise than it is`]),
  ];
};

/** All replicas of each standing rule are equal (rule C1). */
const rulesAreEqual = (items: readonly Item[]): string[] => {
  const rules = items.filter(({ pk }) => pk.startsWith('RULES#'));
  const places = new Set(rules.map(({ pk }) => pk)).size;
  return [...Map.groupBy(rules, ({ sk }) => sk)].flatMap(([sk, equal]) =>
    equal.length === places && equal.every(({ rule }) => isDeepStrictEqual(rule, equal[0]?.rule))
      ? []
      : [`the copies of ${sk} differ`],
  );
};

/** Describes each violation about batches and standing rules in a table in a sentence. */
export const batchesAreWhole = (items: readonly Item[]): readonly string[] => {
  const copies = copiesIn(items);
  const histories = historiesIn(items);
  return [
    ...batchesIn(items).flatMap((batch) => [
      ...resultsAreThereOnce(batch),
      ...countsAreOfResults(batch),
      ...changesAreInHistories(copies, histories, batch),
      ...workIsThere(items, batch),
      ...listsShowIt(items, batch),
    ]),
    ...rulesAreEqual(items),
  ];
};
