import type { Complain, Whereabouts } from '../clients/api.ts';
import type { Desk } from '../clients/client.ts';
import { newRecorder } from '../clients/recorder.ts';
import type { Prepared } from './prepare.ts';
import type { System } from './system.ts';

/** The desks, open for a while, and what is complained of there. */
export const openDesk = (
  system: () => System | undefined,
  prepared: Prepared,
  seconds: number,
): { readonly desk: Desk; readonly admin: Whereabouts; readonly complaints: readonly string[] } => {
  const complaints: string[] = [];
  const complain: Complain = (sentence) => complaints.push(sentence);
  const as =
    (who: 'staff' | 'admin'): Whereabouts =>
    () => {
      const up = system();
      return up && { url: up.url, token: up[who] };
    };
  const until = performance.now() + seconds * 1000;
  const desk: Desk = {
    where: as('staff'),
    recorder: newRecorder(),
    complain,
    activities: [prepared.running, ...prepared.over.keys()],
    isOpen: () => performance.now() < until,
  };
  return { desk, admin: as('admin'), complaints };
};
