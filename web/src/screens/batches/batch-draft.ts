import type { components, paths } from '../../lib/api/schema.d.ts';
import { barcodesIn } from './barcodes.ts';

type Request = paths['/api/batches']['post']['requestBody']['content']['application/json'];

/** The form of a new batch. */
export interface BatchDraft {
  readonly from: 'collection' | 'barcodes' | 'activity';
  readonly collection: string;
  /** Empty for all branches. */
  readonly branchId: string;
  readonly barcodes: string;
  readonly ofActivity: string;
  readonly reservation: 'keep' | 'lift' | '7' | '8';
  readonly loan: 'keep' | 'lift' | 'set';
  /** Empty for no activity. */
  readonly activityId: string;
  readonly reason: string;
  readonly includeNewCopies: boolean;
  readonly includeRuled: boolean;
}

/** Changes fields of the draft. */
export type Edit = (change: Partial<BatchDraft>) => void;

/** The field that is missing or wrong before a draft can be sent. */
export type MissingField = 'collection' | 'barcodes' | 'unreadable' | 'tooMany' | 'activity' | 'change';

const MOST_BARCODES = 10_000;

/** Undefined for a draft that can be sent. */
export function missingIn(draft: BatchDraft): MissingField | undefined {
  const lacks = missingOfSelection(draft);
  if (lacks !== undefined) return lacks;
  return draft.reservation === 'keep' && draft.loan === 'keep' ? 'change' : undefined;
}

function missingOfSelection({
  from,
  collection,
  barcodes,
  ofActivity,
}: BatchDraft): MissingField | undefined {
  if (from === 'collection') return collection === '' ? 'collection' : undefined;
  if (from === 'activity') return ofActivity === '' ? 'activity' : undefined;
  const { codes, unreadable, rounded } = barcodesIn(barcodes);
  if (unreadable.length + rounded.length > 0) return 'unreadable';
  if (codes.length === 0) return 'barcodes';
  return codes.length > MOST_BARCODES ? 'tooMany' : undefined;
}

/** Whether the draft sets a block; its activity must not have ended then. */
export const setsBlock = ({ reservation, loan }: BatchDraft): boolean =>
  reservation === '7' || reservation === '8' || loan === 'set';

export const liftsBlock = ({ reservation, loan }: BatchDraft): boolean =>
  reservation === 'lift' || loan === 'lift';

/** Whether the draft can also set the standing rule (rule C1). */
export const canSetRule = ({ from, reservation }: BatchDraft): boolean =>
  from === 'collection' && (reservation === '7' || reservation === '8');

/** Whether the draft can also lift the blocks of standing rules (rule M1). */
export const canLiftRuled = ({ reservation, activityId }: BatchDraft): boolean =>
  reservation === 'lift' && activityId === '';

/** The request of a complete draft (rule M1). */
export function batchRequestOf(draft: BatchDraft): Request {
  const { activityId, reason } = draft;
  return {
    selection: selectionOf(draft),
    change: changeOf(draft),
    ...(activityId !== '' && { activityId }),
    ...(reason.trim() !== '' && { reason: reason.trim() }),
    ...(canSetRule(draft) && draft.includeNewCopies && { includeNewCopies: true }),
    ...(canLiftRuled(draft) && draft.includeRuled && { includeRuled: true }),
  };
}

function selectionOf({ from, collection, branchId, barcodes, ofActivity }: BatchDraft): Request['selection'] {
  if (from === 'barcodes') return { copyIds: [...barcodesIn(barcodes).codes] };
  if (from === 'activity') return { activityId: ofActivity };
  return { collection, ...(branchId !== '' && { branchId }) };
}

function changeOf({ reservation, loan }: BatchDraft): components['schemas']['Batch']['change'] {
  return {
    ...(reservation === 'lift' && { reservation: null }),
    ...(reservation === '7' && { reservation: { code: 7 } }),
    ...(reservation === '8' && { reservation: { code: 8 } }),
    ...(loan === 'lift' && { loan: null }),
    ...(loan === 'set' && { loan: {} }),
  };
}
