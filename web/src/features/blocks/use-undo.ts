import { useQueryClient } from '@tanstack/react-query';
import { notice, tell, type Notice } from '../../lib/notifications.ts';
import { oneByOne } from '../../lib/one-by-one.ts';
import { useWords } from '../../lib/i18n/common-texts.ts';
import { changeSlots, type Done } from './change-blocks.ts';
import { useBlockTexts } from './texts.ts';

/** What the status bar offers to put blocks back as they were; once. */
export function useUndo(): (done: readonly Done[]) => NonNullable<Notice['action']> {
  const say = useBlockTexts();
  const words = useWords();
  const client = useQueryClient();
  const undo = async (done: readonly Done[]) => {
    // It is being done: nothing is left to press twice.
    notice.set(undefined);
    const back = await oneByOne(done, ({ copy, steps }) =>
      changeSlots(
        copy,
        steps.map((step) => step.back),
      ),
    );
    const failed = back.done.filter(({ result }) => result.error !== undefined);
    const barcodes = failed.map(({ item }) => item.copy.copyId).join(', ');
    if (barcodes === '') tell('done', say('undone'));
    else tell('error', say('notUndone', { barcodes }));
    void client.invalidateQueries();
  };
  return (done) => ({ label: words('undo'), run: () => void undo(done) });
}
