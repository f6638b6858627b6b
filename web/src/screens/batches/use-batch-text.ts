import type { Batch } from '../../lib/api/types.ts';
import { useActivity } from '../../components/use-activity.ts';
import { useBranchName } from '../../lib/session/session.tsx';
import { outcomesOf, outcomeWord, phaseOf } from './batch-state.ts';
import { useBatchTexts } from './batch-texts.ts';

/** The name of an activity; the id while it loads. */
function useActivityName(id: string | undefined): string {
  return useActivity(id)?.name ?? id ?? '';
}

/** Formats the changes, copies, status and outcomes of a batch. */
export function useBatchText(batch: Batch) {
  const t = useBatchTexts();
  const branchName = useBranchName();
  const { selection, change, activityId } = batch;
  const activity = useActivityName(activityId);
  const ofActivity = useActivityName('activityId' in selection ? selection.activityId : undefined);
  const { reservation, loan } = change;
  const parts = [
    ...(reservation === undefined
      ? []
      : [t(reservation ? `change.${reservation.code}` : 'change.reservationLift')]),
    ...(loan === undefined ? [] : [t(loan ? 'change.loanSet' : 'change.loanLift')]),
  ].map((part, index) => (index === 0 ? part : part.charAt(0).toLowerCase() + part.slice(1)));
  const counts = outcomesOf(batch).map(
    ([outcome, count]) => `${count} ${t(`outcome.${outcomeWord(batch, outcome)}`)}`,
  );
  return {
    change: parts.join(t('and')) + (activityId === undefined ? '' : t('forActivity', { activity })),
    selection: selectionText(batch, t, branchName, ofActivity),
    status: t(
      `status.${batch.status === 'cancelled' && phaseOf(batch) === 'run' ? 'stopped' : batch.status}`,
    ),
    counts: counts.length === 0 ? t('nothing') : counts.join(', '),
  };
}

function selectionText(
  { selection, listed }: Batch,
  t: ReturnType<typeof useBatchTexts>,
  branchName: (id: string) => string,
  activity: string,
): string {
  if ('copyIds' in selection) return t('of.barcodes', { count: listed ?? selection.copyIds.length });
  if ('activityId' in selection) return t('of.activity', { activity });
  const { collection, branchId } = selection;
  if (branchId === undefined) return t('of.everywhere', { collection });
  return t('of.collection', { collection, branch: branchName(branchId) });
}
