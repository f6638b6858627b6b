import type { NightlyEvent, WorkMessage } from '../contract.ts';
import { openTable, type Table } from '../store/table.ts';
import { documentClient } from './clients.ts';
import { systemClock, type Clock } from './clock.ts';
import { readConfig, type Config } from './config.ts';
import { workSender } from './send-work.ts';
import { functionStarter } from './start-function.ts';

/** What the functions are made of: the composition root. */
export interface Services {
  readonly table: Table;
  readonly clock: Clock;
  readonly settings: { readonly patronRetentionDays: number; readonly pauseMs: number };
  /** Starts a night that goes on by itself. */
  readonly startNight: (event: NightlyEvent) => Promise<void>;
  /** Tells the worker of work, now or in so many seconds. */
  readonly startWork: (message: WorkMessage, delaySeconds?: number) => Promise<void>;
}

/** An index trails by less than this, as a rule, and a busy table recovers in it. */
const PAUSE_MS = 1000;

/** What use cases need to know of the configuration. */
export const settingsOf = ({ patronRetentionDays }: Config): Services['settings'] => ({
  patronRetentionDays,
  pauseMs: PAUSE_MS,
});

/**
 * The services of a deployed function, from its environment; the database answers in this many
 * milliseconds.
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
