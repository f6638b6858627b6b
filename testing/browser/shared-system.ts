/**
 * The browser tests of one process share a browser, its windows, and a system that each file finds
 * empty. Starting these for each file took more than a third of the time of the tests.
 */
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Browser, Page } from 'playwright-core';
import { startEmbeddedEngine } from '../../local/aws/dynamodb/engine.ts';
import { TABLE_KEYS } from '../../lib/contract.ts';
import { openBrowser } from './browser.ts';
import {
  openWindow,
  sessionAt,
  openBrowserSessionAt,
  type BrowserSession,
  type BrowserSessionOptions,
  type KeptSession,
} from './browser-session.ts';
import { directory, empty, spawnSystem, up } from '../system/spawn-system.ts';

/** The day of the shared system. */
const TODAY = '2026-10-12';

let browser: Promise<Browser> | undefined;

/** The browser of this process. It is closed when the process ends. */
export const sharedBrowser = (): Promise<Browser> => (browser ??= openBrowser());

interface SharedSystem {
  readonly url: string;
  readonly client: DynamoDBDocumentClient;
}

let system: Promise<SharedSystem> | undefined;

/** Empties the system of this process. Answers its address. */
export async function emptySystem(): Promise<string> {
  const { url, client } = await (system ??= startShared());
  await clearTables(client);
  return url;
}

async function startShared(): Promise<SharedSystem> {
  const engine = await startEmbeddedEngine();
  const { endpoint } = engine;
  const started = spawnSystem([...empty(directory()), '--today', TODAY], {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  });
  atEnd(() => {
    started.process.kill('SIGKILL');
    void engine.stop();
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials });
  return { url: await up(started), client: DynamoDBDocumentClient.from(client) };
}

/**
 * Calls this when the process ends. Vitest ends it by a signal, as Ctrl-C does, and a signal alone
 * would leave the children of the process running.
 */
function atEnd(endAll: () => void): void {
  process.once('exit', endAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      endAll();
      process.exit();
    });
}

const MOST_IN_A_BATCH = 25;

async function clearTables(client: DynamoDBDocumentClient): Promise<void> {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  await Promise.all(TableNames.map((name) => clearTable(client, name)));
}

async function clearTable(client: DynamoDBDocumentClient, name: string): Promise<void> {
  const { partitionKey, sortKey } = TABLE_KEYS;
  const keys: Record<string, unknown>[] = [];
  const named = { '#pk': partitionKey, '#sk': sortKey };
  const wanted = { TableName: name, ProjectionExpression: '#pk, #sk', ExpressionAttributeNames: named };
  for await (const { Items = [] } of paginateScan({ client }, wanted)) keys.push(...Items);
  for (let at = 0; at < keys.length; at += MOST_IN_A_BATCH) {
    const batch = keys.slice(at, at + MOST_IN_A_BATCH).map((Key) => ({ DeleteRequest: { Key } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [name]: batch } }));
  }
}

const freeWindows: Page[] = [];
const sessions = new Map<string, KeptSession>();

/** Opens a session in a window that is free, with the sign-in of an earlier session of the user. */
export async function sharedBrowserSession(
  url: string,
  username: string,
  options: BrowserSessionOptions = {},
): Promise<BrowserSession> {
  const page = freeWindows.pop() ?? (await openWindow(await sharedBrowser()));
  const key = `${username} at ${url}`;
  const session = sessions.get(key);
  const { complaints, leave } = await openBrowserSessionAt(page, url, username, { session, ...options });
  if (session === undefined) sessions.set(key, await sessionAt(page));
  const close = async (): Promise<void> => {
    await leave();
    freeWindows.push(page);
  };
  return { page, complaints, close };
}
