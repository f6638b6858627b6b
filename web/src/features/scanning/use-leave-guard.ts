import { useBlocker } from '@tanstack/react-router';
import { texts } from '../../lib/i18n/language.ts';

const useWaitingTexts = texts(
  'waitingScans',
  {
    leave_one: '1 scan is nog niet verwerkt. Als je dit scherm verlaat, moet die opnieuw. Toch verlaten?',
    leave_other:
      '{{count}} scans zijn nog niet verwerkt. Als je dit scherm verlaat, moeten die opnieuw. Toch verlaten?',
  },
  {
    leave_one:
      '1 scan has not been handled yet. If you leave this screen, it must be scanned again. Leave anyway?',
    leave_other:
      '{{count}} scans have not been handled yet. If you leave this screen, they must be scanned again. Leave anyway?',
  },
);

/** Asks for confirmation before leaving a screen with unhandled scans, which would be lost. */
export function useLeaveGuard(count: number): void {
  const t = useWaitingTexts();
  useBlocker({
    shouldBlockFn: () => count > 0 && !window.confirm(t('leave', { count })),
    enableBeforeUnload: () => count > 0,
  });
}
