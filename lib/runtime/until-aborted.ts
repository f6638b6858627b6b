import type { Table } from '../store/table.ts';
import type { Services } from './services.ts';

/**
 * The services of a request that nobody may wait for any more. Once the signal is aborted, each
 * call to the table throws before it begins: the request ends there, and its retries with it.
 */
export const untilAborted = (services: Services, signal: AbortSignal): Services => {
  const guard =
    <Arguments extends readonly unknown[], Result>(call: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments): Promise<Result> => {
      signal.throwIfAborted();
      return call(...given);
    };
  const { table } = services;
  const guarded: Table = {
    getAll: guard(table.getAll),
    readRange: guard(table.readRange),
    countRange: guard(table.countRange),
    readIndex: guard(table.readIndex),
    countIndex: guard(table.countIndex),
    write: guard(table.write),
    tryWrite: guard(table.tryWrite),
    update: guard(table.update),
  };
  return { ...services, table: guarded };
};
