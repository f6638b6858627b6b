/**
 * The copies and batches of a table as short text without times, so that equal histories give equal
 * text.
 */
import type { BatchOrder, Phase, BatchResult } from '../../lib/domain/batch.ts';
import type { BatchState } from '../../lib/domain/batch-state.ts';
import { slotKey, slotOf, type Block } from '../../lib/domain/block.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import type { HistoryLine } from '../../lib/domain/history.ts';
import type { Progress } from '../../lib/store/batches.ts';
import type { Item } from '../database/empty-table.ts';

/** A batch as it lies in the table, with the results of each of its phases. */
export interface StoredBatch {
  readonly order: BatchOrder;
  readonly state: BatchState;
  readonly progress: Progress;
  readonly results: Readonly<Record<Phase, readonly BatchResult[]>>;
  /** The numbers of the recorded chunks. */
  readonly chunks: Readonly<Record<Phase, readonly number[]>>;
}

const PHASES: readonly Phase[] = ['preview', 'run', 'undo'];

const bySort = (a: Item, b: Item): number => (a.pk + a.sk < b.pk + b.sk ? -1 : 1);

const ofPhases = <T>(toValue: (phase: Phase) => T): Readonly<Record<Phase, T>> => ({
  preview: toValue('preview'),
  run: toValue('run'),
  undo: toValue('undo'),
});

export const batchesIn = (items: readonly Item[]): readonly StoredBatch[] =>
  items
    .filter(({ sk }) => sk === 'ORDER')
    .map(({ pk, order }) => {
      const own = items.filter((item) => item.pk === pk).sort(bySort);
      const pieces = (phase: Phase) => own.filter(({ sk }) => sk.startsWith(`${phase}#`));
      const found = own.find(({ sk }) => sk === 'STATE');
      return {
        order: order as BatchOrder,
        state: found?.state as BatchState,
        progress: found?.progress as Progress,
        results: ofPhases((phase) =>
          pieces(phase).flatMap(({ results }) => results as readonly BatchResult[]),
        ),
        chunks: ofPhases((phase) => [...new Set(pieces(phase).map(({ chunk }) => chunk as number))]),
      };
    });

export const copiesIn = (items: readonly Item[]): readonly Copy[] =>
  items.flatMap(({ copy }) => (copy === undefined ? [] : [copy as Copy]));

/** A line of a copy's history, with the version that the copy got in the same write. */
export interface StoredLine {
  readonly line: HistoryLine;
  readonly version: number;
}

/** The history of each copy, oldest first, by barcode. */
export const historiesIn = (items: readonly Item[]): ReadonlyMap<string, readonly StoredLine[]> => {
  const stored = items.filter(({ pk, sk }) => pk.startsWith('COPY#') && sk.startsWith('HISTORY#'));
  const byCopy = Map.groupBy(stored.sort(bySort), ({ pk }) => pk.slice('COPY#'.length));
  const toLine = ({ sk, line }: Item): StoredLine => ({
    line: line as HistoryLine,
    version: Number(sk.split('#')[1]),
  });
  return new Map([...byCopy].map(([copyId, own]) => [copyId, own.map(toLine)]));
};

/** The ids of the unfinished work of batches and activities; lines have theirs for a minute. */
export const workIn = (items: readonly Item[]): readonly string[] =>
  items
    .filter(({ pk }) => pk === 'WORK')
    .map(({ sk }) => sk.slice('WORK#'.length))
    .filter((id) => !/^(ask|join|count)\./.test(id));

/** The key of the block that a line is about. */
export const keyOfLine = ({ before, after }: HistoryLine): string => {
  const block = after ?? before;
  return block ? slotKey(block.kind, slotOf(block)) : '';
};

/** The value of a block: `8`, `2026-11-01`, `endless`. */
const says = (block: Block | undefined): string => {
  if (!block) return 'nothing';
  return block.kind === 'reservation' ? String(block.code) : (block.endDate ?? 'endless');
};

const toText = (key: string, block: Block): string => `${key} ${says(block)} by ${block.source.type}`;

/** Sorts the lines of one version, because their order carries no meaning. */
const lineTexts = (lines: readonly StoredLine[]): readonly string[] =>
  lines.map(
    ({ line }) =>
      `${line.cause.type} ${line.action} ${keyOfLine(line)}: ${says(line.before)} -> ${says(line.after)}`,
  );

const historyTexts = (lines: readonly StoredLine[]): readonly string[] =>
  [...Map.groupBy(lines, ({ version }) => version).values()].flatMap((one) => [...lineTexts(one)].sort());

const resultText = ({ outcome, reason }: BatchResult): string =>
  reason === undefined ? outcome : `${outcome} ${reason}`;

/** The blocks of a copy, and how they came about. */
const copyPicture = (history: readonly StoredLine[], copy: Copy) => ({
  blocks: Object.entries(copy.blocks)
    .map(([key, block]) => toText(key, block))
    .sort(),
  history: historyTexts(history),
  collection: copy.collection,
  isException: copy.exceptTo !== undefined,
});

const batchPicture = ({ state, results }: StoredBatch) => ({
  status: state.status,
  counts: state.counts,
  affectedReservations: state.affectedReservations,
  failures: state.failures,
  results: ofPhases((phase) =>
    Object.fromEntries(results[phase].map((result) => [result.copyId, resultText(result)])),
  ),
});

/** The copies and the batches of a table, and the unfinished work. */
export const pictureOf = (items: readonly Item[]) => {
  const histories = historiesIn(items);
  const pictureOfCopy = (copy: Copy) => copyPicture(histories.get(copy.copyId) ?? [], copy);
  return {
    copies: Object.fromEntries(copiesIn(items).map((copy) => [copy.copyId, pictureOfCopy(copy)])),
    batches: Object.fromEntries(batchesIn(items).map((batch) => [batch.order.id, batchPicture(batch)])),
    work: workIn(items),
  };
};

export type Picture = ReturnType<typeof pictureOf>;

/** The results of one phase of a batch, as short text by barcode. */
export const outcomesIn = (
  picture: Picture,
  batchId: string,
  phase: Phase,
): Readonly<Record<string, string>> => picture.batches[batchId]?.results[phase] ?? {};

export { PHASES };
