import { useQueryClient } from '@tanstack/react-query';
import { notification, notify, type Notification } from '../../lib/notifications.ts';
import { oneByOne } from '../../lib/one-by-one.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { changeSlots, type ChangesMade } from './change-blocks.ts';
import { useBlockTexts } from './texts.ts';

/** The undo action of the status bar: restores the blocks, once. */
export function useUndo(): (done: readonly ChangesMade[]) => NonNullable<Notification['action']> {
  const t = useBlockTexts();
  const common = useCommonTexts();
  const client = useQueryClient();
  const undo = async (done: readonly ChangesMade[]) => {
    // The undo is running: the button is removed, so that it cannot be pressed again.
    notification.set(undefined);
    const back = await oneByOne(done, ({ copy, steps }) =>
      changeSlots(
        copy,
        steps.map((step) => step.back),
      ),
    );
    const failed = back.done.filter(({ result }) => result.error !== undefined);
    const barcodes = failed.map(({ item }) => item.copy.copyId).join(', ');
    if (barcodes === '') notify('done', t('undone'));
    else notify('error', t('notUndone', { barcodes }));
    void client.invalidateQueries();
  };
  return (done) => ({ label: common('undo'), run: () => void undo(done) });
}
