import { createStore } from '../store.ts';

/** Whether the last call got through. */
export const connected = createStore(true);

let lostAt = -Infinity;

/** Marks the connection as lost, on the browser's word. */
export const loseConnection = (): void => {
  lostAt = performance.now();
  connected.set(false);
};

/**
 * Records whether a call reached the API. A late answer to a call from before the loss does not
 * prove that the connection is back.
 */
export const noteCall = (calledAt: number, gotThrough: boolean): void => {
  if (!gotThrough || calledAt > lostAt) connected.set(gotThrough);
};

/** Whether the session has ended: the token expired, or the API answered 401. */
export const sessionEnded = createStore(false);

/** Calls the health check, and marks the connection as back when the API answers. */
export const knock = (): Promise<void> =>
  fetch('/api/health', { cache: 'no-store' }).then(
    (answer) => {
      connected.set(answer.ok);
    },
    () => undefined,
  );
