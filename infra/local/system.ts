import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { join } from 'node:path';
import { readAssembly, type Assembly } from './assembly.ts';
import { keepSchedules, retriesOf } from './background.ts';
import { amsterdamDay, shiftDays, shifted } from './clock.ts';
import { openDataDirectory } from './data-dir.ts';
import { startEngine } from './engine.ts';
import { localEnvironment } from './environment.ts';
import { loadFunctions } from './functions.ts';
import { createGateway } from './gateway.ts';
import { createIdentity } from './identity.ts';
import { createInvokeApi } from './invoke.ts';
import type { Options } from './options.ts';
import { gatewayReply } from './reply.ts';
import { loadSampleInto, sampleState } from './sample.ts';
import { listen, type Answer } from './server.ts';
import { synthesized } from './synth.ts';
import { provideTable, tableIsEmpty } from './table.ts';

/** The running system. */
export interface System {
  readonly url: string;
  /** The day it lives on. */
  readonly today: string;
  /** Whether the sample library is there. */
  readonly hasSample: boolean;
  /** Ends it: no new requests, a moment for those under way, then the engine. */
  stop(): Promise<void>;
}

const notReady: Answer = () => gatewayReply(503, 'Service Unavailable');

/** How long requests under way get when the system ends. */
const PATIENCE_MS = 1_500;

/** Starts everything that the assembly describes, and resolves when it answers with all its data there. */
export async function startSystem(options: Options, say: (line: string) => void): Promise<System> {
  const directory = openDataDirectory(options.data);
  process.once('exit', directory.release);
  // Listening comes first: a port in use is told at once, and the identity provider is known by its address.
  let [answer, invoke] = [notReady, notReady];
  const front = await listen(options.port, (incoming) => answer(incoming));
  const lambda = await listen(0, (incoming) => invoke(incoming));

  const [assembly, engine] = await Promise.all([
    synthesized().then(readAssembly),
    startEngine(directory.path),
  ]);
  const days = shiftDays(options.today, new Date());
  const now = (): Date => shifted(new Date(), days);
  const environment = localEnvironment({
    dynamodbUrl: engine.endpoint,
    lambdaUrl: lambda.url,
    shiftDays: days,
  });
  Object.assign(process.env, environment);
  const isEmpty = await provideTables(assembly, options.data);
  const sample = sampleState(directory.path, isEmpty, options.empty);
  const functions = await loadFunctions(assembly, environment);
  const retries = retriesOf(assembly);
  invoke = createInvokeApi(functions, retries);

  const identity = await createIdentity(front.url, clientOf(assembly), join(directory.path, 'identity.json'));
  const gateway = createGateway(assembly, functions, identity);
  const api: Answer = (incoming) => identity.answer(incoming) ?? gateway(incoming);
  if (sample === 'loading') await loadSampleInto(directory.path, api, identity, amsterdamDay(now()), say);
  const stopSchedules = keepSchedules(assembly, functions, now, retries);
  answer = api;
  return {
    url: front.url,
    today: amsterdamDay(now()),
    hasSample: sample !== 'absent',
    stop: async () => {
      stopSchedules();
      await Promise.all([front.close(PATIENCE_MS), lambda.close(PATIENCE_MS)]);
      await engine.stop();
      directory.release();
    },
  };
}

/** Whether there is nothing in any of the tables, which are made where they are not there. */
async function provideTables(assembly: Assembly, data: string): Promise<boolean> {
  const client = new DynamoDBClient({});
  let isEmpty = true;
  for (const table of assembly.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')) {
    await provideTable(table, client, data);
    isEmpty &&= await tableIsEmpty(table, client);
  }
  client.destroy();
  return isEmpty;
}

/** Tokens are given as if to the first client of the user pool, the one that people sign in with. */
const clientOf = (assembly: Assembly): string =>
  assembly.ofType('AWS::Cognito::UserPoolClient')[0]?.ref ?? 'local';
