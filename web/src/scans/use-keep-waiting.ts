import { useBlocker } from '@tanstack/react-router';
import { connected } from '../api/connection.ts';
import { texts } from '../texts/language.ts';
import type { Scan } from './scan-queue.ts';

const useWaitingTexts = texts(
  'waitingScans',
  {
    leave_one:
      'Er wacht nog 1 scan op de verbinding. Als je dit scherm verlaat, moet die opnieuw. Toch verlaten?',
    leave_other:
      'Er wachten nog {{count}} scans op de verbinding. Als je dit scherm verlaat, moeten die opnieuw. Toch verlaten?',
  },
  {
    leave_one:
      '1 scan is still waiting for the connection. If you leave this screen, it must be scanned again. Leave anyway?',
    leave_other:
      '{{count}} scans are still waiting for the connection. If you leave this screen, they must be scanned again. Leave anyway?',
  },
);

/** Asks before a screen is left whose scans wait for the connection: they would be lost with it. */
export function useKeepWaiting(scans: readonly Scan<unknown>[]): void {
  const say = useWaitingTexts();
  const count = scans.filter(({ state }) => state === 'waiting').length;
  const wouldLose = (): boolean => count > 0 && !connected.get();
  useBlocker({
    shouldBlockFn: () => wouldLose() && !window.confirm(say('leave', { count })),
    enableBeforeUnload: wouldLose,
  });
}
