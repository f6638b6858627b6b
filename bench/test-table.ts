import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, DynamoDBClient, type TableDescription } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readAssembly } from '../local/template/assembly.ts';
import { databaseIn, startEngine } from '../local/aws/dynamodb/engine.ts';
import { parseNote } from '../local/processes.ts';
import { synthesized } from '../local/template/synth.ts';
import { provideTable } from '../local/aws/dynamodb/provide-tables.ts';
import type { Resource } from '../local/template/template.ts';
import { systemClock } from '../lib/runtime/clock.ts';
import type { NightServices } from '../lib/runtime/night-services.ts';
import { DATABASE_TIMEOUT_MS, documentClient } from '../lib/runtime/clients.ts';
import type { Services } from '../lib/runtime/services.ts';
import { openTable } from '../lib/store/table.ts';
import type { Writes } from '../lib/store/writes.ts';
import { makeDatabase } from './catalogue.ts';
import { meter, type Meter } from './meter.ts';

/** A client of the table, and the services of the functions that use it. */
export interface Access {
  readonly client: DynamoDBDocumentClient;
  readonly services: Services & NightServices;
}

/** The deployed table in the embedded engine, with items. */
export interface BenchTable {
  readonly tableName: string;
  /** Without a meter, for measuring time. */
  readonly plain: Access;
  /** With a meter, for measuring cost; the meter takes time itself. */
  readonly metered: Access & { readonly meter: Meter };
  /** The address of the engine, and its process. */
  readonly endpoint: string;
  readonly enginePid: number | undefined;
  /** The size of the new database file, and the time to make it. */
  readonly fileBytes: number;
  readonly loadSeconds: number;
  readonly stop: () => Promise<void>;
}

/** Opens a client of this table, and the services of the functions that use it. */
export const access = (tableName: string): Access => {
  const client = documentClient(DATABASE_TIMEOUT_MS.background);
  return {
    client,
    services: {
      table: openTable(client, tableName),
      clock: systemClock(0),
      settings: { patronRetentionDays: 90, pauseMs: 1 },
      startNight: () => Promise.resolve(),
      startWork: () => Promise.resolve(),
      mail: {
        from: 'apart@apart.example',
        admins: ['beheer@apart.example'],
        webUrl: 'https://apart.example/',
        send: () => Promise.resolve(),
      },
      announce: () => Promise.resolve(),
    },
  };
};

/** Starts the engine on the database in a directory, and provides the table of the template. */
const openEngine = async (directory: string, table: Resource) => {
  const engine = await startEngine(directory);
  process.env.AWS_ENDPOINT_URL_DYNAMODB = engine.endpoint;
  const client = new DynamoDBClient({});
  await provideTable(table, client, directory);
  const { Table: description } = await client.send(new DescribeTableCommand({ TableName: table.ref }));
  client.destroy();
  if (!description) throw new Error('The engine does not describe the table.');
  const stop = async () => {
    delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
    await engine.stop();
  };
  const pid = parseNote(readFileSync(join(directory, 'engine.json'), 'utf8'))?.pid;
  return { description, stop, endpoint: engine.endpoint, pid };
};

/** The directory of all files of a run, removed at the exit. */
const scratch = mkdtempSync(join(tmpdir(), 'apart-bench-'));
process.once('exit', () => {
  rmSync(scratch, { recursive: true, force: true });
});

const newDirectory = (): string => mkdtempSync(join(scratch, 'bench-'));

const describeTable = async (table: Resource): Promise<TableDescription> => {
  const { description, stop } = await openEngine(newDirectory(), table);
  await stop();
  return description;
};

const readTable = async () => {
  const [table] = readAssembly(await synthesized()).ofType('AWS::DynamoDB::Table');
  if (!table) throw new Error('The assembly has no table.');
  return { table, description: await describeTable(table) };
};

let template: ReturnType<typeof readTable> | undefined;

/**
 * Opens a new table. Only one can be open, since the functions find the engine in the environment.
 */
export async function openBenchTable(items: Iterable<Writes>): Promise<BenchTable> {
  const { table, description } = await (template ??= readTable());
  const directory = newDirectory();
  const start = performance.now();
  await makeDatabase(directory, description, items);
  const loadSeconds = (performance.now() - start) / 1000;
  const fileBytes = statSync(databaseIn(directory)).size;
  const engine = await openEngine(directory, table);
  const metered = access(table.ref);
  return {
    tableName: table.ref,
    plain: access(table.ref),
    metered: { ...metered, meter: meter(metered.client) },
    endpoint: engine.endpoint,
    enginePid: engine.pid,
    fileBytes,
    loadSeconds,
    stop: async () => {
      await engine.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
