import type { Violations, ApiLocation } from './workload/persistent-client.ts';
import type { ClientContext } from './workload/client.ts';
import { newHistoryRecorder } from './workload/history-recorder.ts';
import type { Prepared } from './prepare.ts';
import type { System } from './system.ts';

/**
 * The desks, open for a while, and what is complained of there: of every answer that is lost, too,
 * where nothing is made to fail.
 */
export const openSession = (
  system: () => System | undefined,
  prepared: Prepared,
  { seconds, isReliable }: { readonly seconds: number; readonly isReliable: boolean },
): { readonly desk: ClientContext; readonly admin: ApiLocation; readonly complaints: readonly string[] } => {
  const complaints: string[] = [];
  const of = (sentence: string): void => {
    complaints.push(sentence);
  };
  const complain: Violations = { of, ofLoss: isReliable ? of : () => undefined };
  const as =
    (who: 'staff' | 'admin'): ApiLocation =>
    () => {
      const up = system();
      return up && { url: up.url, token: up[who] };
    };
  const until = performance.now() + seconds * 1000;
  const desk: ClientContext = {
    where: as('staff'),
    recorder: newHistoryRecorder(),
    complain,
    activities: [prepared.running, ...prepared.over.keys()],
    isOpen: () => performance.now() < until,
  };
  return { desk, admin: as('admin'), complaints };
};
