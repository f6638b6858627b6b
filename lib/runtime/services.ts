import type { NightlyEvent, WorkMessage } from '../contract.ts';
import { openTable, type Table } from '../store/table.ts';
import { documentClient } from './clients.ts';
import { systemClock, type Clock } from './clock.ts';
import { readConfig, type Config } from './config.ts';
import { workSender } from './send-work.ts';
import { functionStarter } from './start-function.ts';

/** The composition root of the functions. */
export interface Services {
  readonly table: Table;
  readonly clock: Clock;
  readonly settings: { readonly patronRetentionDays: number; readonly pauseMs: number };
  /** Starts a night, and does not wait for its end. */
  readonly startNight: (event: NightlyEvent) => Promise<void>;
  /** Sends work to the worker, with an optional delay in seconds. */
  readonly startWork: (message: WorkMessage, delaySeconds?: number) => Promise<void>;
}

/** Usually an index lags less than this, and a busy table recovers within it. */
const PAUSE_MS = 1000;

/** The configuration that use cases need. */
export const settingsOf = ({ patronRetentionDays }: Config): Services['settings'] => ({
  patronRetentionDays,
  pauseMs: PAUSE_MS,
});

/**
 * The services of a deployed function, from its environment, with this timeout of a database
 * request.
 */
export const openServices = (timeoutMs: number): Services => {
  const config = readConfig();
  return {
    table: openTable(documentClient(timeoutMs), config.tableName),
    clock: systemClock(config.clockShiftDays),
    settings: settingsOf(config),
    startNight: functionStarter(config.nightlyFunction),
    startWork: workSender(config.workQueueUrl),
  };
};
