import { cell } from '../parts/cell.ts';

/** Whether the last call got through. */
export const connected = cell(true);

/** Asks whether the API is there again. */
export const knock = (): Promise<void> =>
  fetch('/api/health', { cache: 'no-store' }).then(
    (answer) => {
      connected.set(answer.ok);
    },
    () => undefined,
  );
