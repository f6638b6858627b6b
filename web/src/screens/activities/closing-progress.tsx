import { Progress } from '@mantine/core';
import { useActivityTexts } from './activity-texts.ts';

/** The progress of lifting an activity's blocks; the system continues when nobody looks. */
export function ClosingProgress({
  closing,
}: {
  readonly closing: { readonly done: number; readonly of: number };
}) {
  const t = useActivityTexts();
  const { done, of } = closing;
  return (
    <div className="panel stack tight">
      <strong>{t('closing')}</strong>
      <Progress value={of === 0 ? 100 : (100 * done) / of} aria-label={t('closing')} />
      <span role="status">{t('closingDone', { done, of })}</span>
    </div>
  );
}
