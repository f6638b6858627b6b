import { Progress } from '@mantine/core';
import { useOneActivityTexts } from './activity-texts.ts';

/** How far the lifting of an activity's blocks is; the system goes on with it whoever looks. */
export function ClosingProgress({
  closing,
}: {
  readonly closing: { readonly done: number; readonly of: number };
}) {
  const say = useOneActivityTexts();
  const { done, of } = closing;
  return (
    <div className="panel stack tight">
      <strong>{say('closing')}</strong>
      <Progress value={of === 0 ? 100 : (100 * done) / of} aria-label={say('closing')} />
      <span role="status">{say('closingDone', { done, of })}</span>
    </div>
  );
}
