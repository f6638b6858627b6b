import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { NightlyEvent, WorkMessage } from '../contract.ts';
import { openTable, type Table } from '../store/table.ts';
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

/** A client that leaves out what is undefined, as the contract does. */
export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 5 }), {
    marshallOptions: { removeUndefinedValues: true },
  });

/** An index trails by less than this, as a rule, and a busy table recovers in it. */
const PAUSE_MS = 1000;

/** What use cases need to know of the configuration. */
export const settingsOf = ({ patronRetentionDays }: Config): Services['settings'] => ({
  patronRetentionDays,
  pauseMs: PAUSE_MS,
});

/** The services of a deployed function, from its environment. */
export const openServices = (): Services => {
  const config = readConfig();
  return {
    table: openTable(documentClient(), config.tableName),
    clock: systemClock(config.clockShiftDays),
    settings: settingsOf(config),
    startNight: functionStarter(config.aws, config.nightlyFunction),
    startWork: workSender(config.aws, config.workQueueUrl),
  };
};
