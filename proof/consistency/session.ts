import type { Violations, ApiLocation } from './workload/persistent-client.ts';
import type { ClientContext } from './workload/client.ts';
import { newHistoryRecorder } from './workload/history-recorder.ts';
import type { Prepared } from './prepare.ts';
import type { System } from './system.ts';

/** A workload of limited time, and the violations that its clients find. */
export interface Session {
  readonly context: ClientContext;
  readonly admin: ApiLocation;
  readonly violations: readonly string[];
}

/** Opens a session; if `isReliable` (no faults are made), a lost answer is a violation too. */
export const openSession = (
  system: () => System | undefined,
  prepared: Prepared,
  { seconds, isReliable }: { readonly seconds: number; readonly isReliable: boolean },
): Session => {
  const found: string[] = [];
  const add = (sentence: string): void => {
    found.push(sentence);
  };
  const violations: Violations = { add, addLoss: isReliable ? add : () => undefined };
  const as =
    (role: 'staff' | 'admin'): ApiLocation =>
    () => {
      const running = system();
      return running && { url: running.url, token: running[role] };
    };
  const until = performance.now() + seconds * 1000;
  const context: ClientContext = {
    where: as('staff'),
    recorder: newHistoryRecorder(),
    violations,
    activities: [prepared.running, ...prepared.over.keys()],
    isOpen: () => performance.now() < until,
  };
  return { context, admin: as('admin'), violations: found };
};
