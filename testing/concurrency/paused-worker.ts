/**
 * A worker that is held up between two of its requests, as a frozen function or a lost network does
 * it.
 */
import { startApi } from '../api/test-api.ts';
import { gate } from './interleave.ts';
import type { Library } from '../api/small-library.ts';
import type { Request, RequestHook } from '../database/dynamodb-hooks.ts';

/** A worker that goes on as far as a test lets it. */
export interface PausedWorker {
  /** Lets so many of its requests through; false where it came to its end before that. */
  readonly letThrough: (requests: number) => Promise<boolean>;
  /** Lets it run freely to its end; answers whether it failed. */
  readonly letGo: () => Promise<boolean>;
}

/**
 * A worker, in a function of its own, that begins with what the worker has been told, and stands at
 * its first request. What it has been answered is shown to `after`.
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

/** How many requests a worker makes that begins with what it has been told. */
export const requestsOfWorker = async (library: Library): Promise<number> => {
  let requests = 0;
  const worker = await pausedWorker(library, () => {
    requests += 1;
  });
  await worker.letGo();
  return requests;
};

/** A worker, in a function of its own, that stands before the first request that is meant. */
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
