import { dialogNotice, notify } from '../../lib/notifications.ts';
import { isDialogOpen } from './fields.ts';
import { useScanningTexts } from './texts.ts';
import { useKeyNews } from './use-keys.ts';

/** Says in the status bar, or in the dialog over it, why a scan was not handled. */
export function useRefusedScans(): void {
  const t = useScanningTexts();
  useKeyNews('refusal', (why) => {
    const text = t(`refused.${why}`);
    if (isDialogOpen()) dialogNotice.set(text);
    else notify('error', text);
  });
}
