import { createStore } from '../store.ts';

/** Whether the last call got through. */
export const connected = createStore(true);

let lostAt = -Infinity;

/** The browser has lost its connection. */
export const loseConnection = (): void => {
  lostAt = performance.now();
  connected.set(false);
};

/**
 * A call that was made at this time got through or not. A late answer does not say that a lost
 * connection is back.
 */
export const noteCall = (calledAt: number, gotThrough: boolean): void => {
  if (!gotThrough || calledAt > lostAt) connected.set(gotThrough);
};

/** Whether the session of whoever is signed in has ended, by its time or by the API's word. */
export const sessionEnded = createStore(false);

/** Asks whether the API is there again. */
export const knock = (): Promise<void> =>
  fetch('/api/health', { cache: 'no-store' }).then(
    (answer) => {
      connected.set(answer.ok);
    },
    () => undefined,
  );
