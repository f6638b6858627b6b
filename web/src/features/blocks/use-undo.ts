import { notify, type Notification } from '../../lib/notifications.ts';
import { oneByOne } from '../../lib/one-by-one.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { useChange } from '../../components/use-change.ts';
import { changeSlots, type ChangesMade } from './change-blocks.ts';
import { useBlockTexts } from './texts.ts';

/** The undo action of the status bar: restores the blocks. */
export function useUndo(): (done: readonly ChangesMade[]) => NonNullable<Notification['action']> {
  const t = useBlockTexts();
  const common = useCommonTexts();
  const undo = useChange(
    (act, done: readonly ChangesMade[]) =>
      oneByOne(done, ({ copy, steps }) =>
        changeSlots(
          act,
          copy,
          steps.map((step) => step.back),
        ),
      ),
    ({ done: tried }) => {
      const failed = tried.filter(({ result }) => result.error !== undefined);
      const barcodes = failed.map(({ item }) => item.copy.copyId).join(', ');
      if (barcodes === '') notify('done', t('undone'));
      else notify('error', t('notUndone', { barcodes }));
    },
  );
  return (done) => ({
    label: common('undo'),
    run: () => {
      undo.mutate(done);
    },
  });
}
