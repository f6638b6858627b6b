import { cell } from '../parts/cell.ts';

/** Whether the last call got through. */
export const connected = cell(true);

/** Whether the session of whoever is signed in has ended, by its time or by the API's word. */
export const sessionEnded = cell(false);

/** Asks whether the API is there again. */
export const knock = (): Promise<void> =>
  fetch('/api/health', { cache: 'no-store' }).then(
    (answer) => {
      connected.set(answer.ok);
    },
    () => undefined,
  );
