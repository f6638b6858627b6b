import { defined } from '../../lib/domain/defined.ts';
import { stringify } from 'csv-stringify/sync';
import { doneOf, phaseOf, type Batch } from '../../lib/domain/batch-state.ts';
import { inOrder, type Block, type Blocks } from '../../lib/domain/block.ts';
import type { Reader } from '../../lib/http/problem.ts';
import { dayText, text } from '../../lib/http/texts.ts';
import type { ResultToday } from '../../lib/usecases/batches/look-up-batches.ts';

export const batchView = ({ order, state }: Batch) => {
  const { createdBy, ...rest } = order;
  const { status, counts, affectedReservations, startedAt, endedAt, failure, version } = state;
  return {
    ...rest,
    createdBy: createdBy.sub,
    status,
    counts: { ...counts, done: phaseOf(state) === 'preview' ? 0 : doneOf(counts) },
    affectedReservations,
    ...(state.runBy && { startedBy: state.runBy.sub }),
    ...(state.undoneBy && { undoneBy: state.undoneBy.sub }),
    ...defined({ startedAt, endedAt, failure }),
    version,
  };
};

const listOf = (blocks: Blocks): readonly Block[] => inOrder(Object.values(blocks));

/** A result with the sentence for its reason. */
export const batchResultView = ({ before, after, ...result }: ResultToday, { language }: Reader) => ({
  ...result,
  before: listOf(before),
  after: listOf(after),
  ...(result.reason !== undefined && { detail: text(`reason-${result.reason}`, language) }),
});

const blockText = (block: Block, { language }: Reader): string => {
  const activity = block.activityId === undefined ? '' : ` (${block.activityId})`;
  if (block.kind === 'reservation')
    return text('block-reservation', language, { code: block.code }) + activity;
  const { endDate } = block;
  const facts = {
    dated: endDate === undefined ? 'no' : 'yes',
    until: endDate ? dayText(endDate, language) : '',
  };
  return text('block-loan', language, facts) + activity;
};

const blocksText = (blocks: Blocks, reader: Reader): string =>
  listOf(blocks)
    .map((block) => blockText(block, reader))
    .join('; ');

/** A spreadsheet runs a cell that starts like a formula: such cells are marked as text. */
const lineOf = (cells: readonly string[]): string => stringify([[...cells]], { escape_formulas: true });

/** The header line of the CSV, with the names of the contract. */
export const CSV_HEADER = lineOf(['copyId', 'outcome', 'before', 'after', 'reason', 'detail']);

/** A result as a CSV line, with blocks and reason in words. */
export const csvLine = ({ copyId, outcome, before, after, reason }: ResultToday, reader: Reader): string =>
  lineOf([
    copyId,
    outcome,
    blocksText(before, reader),
    blocksText(after, reader),
    reason ?? '',
    reason === undefined ? '' : text(`reason-${reason}`, reader.language),
  ]);
