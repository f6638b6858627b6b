/**
 * A worker that is paused between two of its requests, as a frozen function or a lost network does.
 */
import { startApi } from '../api/test-api.ts';
import { gate } from './interleave.ts';
import type { Library } from '../api/small-library.ts';
import type { Request, RequestHook } from '../database/dynamodb-hooks.ts';

/** A worker whose requests the test lets through. */
export interface PausedWorker {
  /** Lets this many of its requests through. False when the worker ended earlier. */
  readonly letThrough: (requests: number) => Promise<boolean>;
  /** Lets the worker run to its end. Answers whether it failed. */
  readonly letGo: () => Promise<boolean>;
}

/**
 * A worker in a function of its own. It handles the waiting messages, and pauses before its first
 * request. `after` gets the answers to its requests.
 */
export const pausedWorker = async (library: Library, after?: RequestHook['after']): Promise<PausedWorker> => {
  const { hook, end, stands, letOneThrough, openUp } = gate();
  let hasEnded = false;
  const api = await startApi({ beside: library, hook: { ...hook, after } });
  const ended = api
    .work()
    .then(
      () => false,
      () => true,
    )
    .finally(() => {
      hasEnded = true;
      end();
    });
  await stands();
  return {
    letThrough: async (requests) => {
      for (let nth = 0; nth < requests && !hasEnded; nth++) {
        letOneThrough();
        await stands();
      }
      return !hasEnded;
    },
    letGo: () => {
      openUp();
      return ended;
    },
  };
};

/** The number of requests that a worker makes for the waiting messages. */
export const requestsOfWorker = async (library: Library): Promise<number> => {
  let requests = 0;
  const worker = await pausedWorker(library, () => {
    requests += 1;
  });
  await worker.letGo();
  return requests;
};

/**
 * A worker in a function of its own that pauses before the first request for which `isMeant` holds.
 */
export const workerPausedBefore = async (
  library: Library,
  isMeant: (request: Request) => boolean,
): Promise<Pick<PausedWorker, 'letGo'>> => {
  const { promise: isOpen, resolve: open } = Promise.withResolvers<undefined>();
  const { promise: isThere, resolve: arrive } = Promise.withResolvers<undefined>();
  const before = (request: Request) => {
    if (!isMeant(request)) return undefined;
    arrive(undefined);
    return isOpen.then(() => undefined);
  };
  const api = await startApi({ beside: library, hook: { before } });
  const ended = api.work().then(
    () => false,
    () => true,
  );
  await Promise.race([isThere, ended]);
  return {
    letGo: () => {
      open(undefined);
      return ended;
    },
  };
};
