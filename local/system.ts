import { join } from 'node:path';
import { readAssembly, type Assembly } from './template/assembly.ts';
import { keepSchedules, retriesOf, targetsOf } from './aws/lambda/event-sources.ts';
import { clockOn } from './clock.ts';
import { openDataDirectory } from './data-dir.ts';
import { startEngine } from './aws/dynamodb/engine.ts';
import { localEnvironment } from './aws/lambda/environment.ts';
import { createPublicEndpoints } from './gateway/public-endpoints.ts';
import { loadFunctions, type LocalFunction } from './aws/lambda/functions.ts';
import { createInternalEndpoints } from './aws/internal-endpoints.ts';
import { createLambdaApi } from './aws/lambda/lambda-api.ts';
import { createSesApi } from './aws/ses/ses-api.ts';
import { createSnsApi } from './aws/sns/sns-api.ts';
import type { Options } from './options.ts';
import { openOutbox, type Outbox } from './outbox.ts';
import { createSqsApi } from './aws/sqs/sqs-api.ts';
import { openQueues, type Queues } from './aws/sqs/queues.ts';
import { prepareSample, sampleState } from './sample.ts';
import { listenClosed, type RequestHandler } from './gateway/server.ts';
import { synthesized } from './template/synth.ts';
import { provideTables } from './aws/dynamodb/provide-tables.ts';

/** The running system. */
export interface System {
  /** The address that people open. */
  readonly url: string;
  /** The address that the system listens on; differs from `url` only behind another server. */
  readonly address: string;
  /**
   * Loads new bundles of the functions from this folder, which has one folder per function name.
   */
  readonly reload: (bundles: string) => Promise<void>;
  /** The day on the system's clock when it started. */
  readonly today: string;
  /** Whether the sample library is loaded. */
  readonly hasSample: boolean;
  /**
   * Ends the system: refuses new requests, waits a moment for running requests and work, then stops
   * the engine.
   */
  stop(): Promise<void>;
}

/** How long running requests and work may take when the system ends. */
const PATIENCE_MS = 1_500;

/**
 * Starts everything that the assembly describes. Resolves when the system answers and its data is
 * loaded. Throws a `StartError` when the user can fix the cause.
 */
export async function startSystem(options: Options, say: (line: string) => void): Promise<System> {
  const directory = await openDataDirectory(options.data);
  process.once('exit', directory.release);
  const [front, inside] = [await listenClosed(options.port), await listenClosed(0)];
  const url = options.publicUrl ?? front.url;
  const clock = clockOn(options.today);
  const sample = prepareSample(directory.path, options.empty, clock.days, say);
  const [directoryOfAssembly, engine] = await Promise.all([synthesized(say), startEngine(directory.path)]);
  const assembly = readAssembly(directoryOfAssembly);
  const environment = localEnvironment({
    dynamodbUrl: engine.endpoint,
    insideUrl: inside.url,
    frontUrl: url,
    adminMail: options.adminMail,
    shiftDays: clock.days,
  });
  Object.assign(process.env, environment);
  const isEmpty = await provideTables(assembly, options.data);
  const state = sampleState(directory.path, isEmpty, options.empty);
  const loading = state === 'loading' ? sample.load(assembly) : undefined;
  const { all: functions, reload } = await loadFunctions(assembly, environment);
  const answer = await createPublicEndpoints(assembly, functions, {
    url,
    directory: directory.path,
    shiftDays: clock.days,
  });
  const queues = openQueues(assembly, functions);
  inside.open(servicesOf(assembly, functions, queues, openOutbox(join(directory.path, 'outbox'), clock.now)));

  await loading;
  front.open(answer);
  const targets = targetsOf(functions, retriesOf(assembly), queues);
  const stopSchedules = keepSchedules(assembly, targets, clock.now);
  return {
    url,
    address: front.url,
    reload,
    today: clock.today(),
    hasSample: state !== 'absent',
    stop: async () => {
      stopSchedules();
      await Promise.all([front.close(PATIENCE_MS), queues.stop(PATIENCE_MS)]);
      await inside.close(0);
      await engine.stop();
      directory.release();
    },
  };
}

/** The stand-ins for the AWS services that the functions call. */
const servicesOf = (
  assembly: Assembly,
  functions: readonly LocalFunction[],
  queues: Queues,
  outbox: Outbox,
): RequestHandler =>
  createInternalEndpoints({
    lambda: createLambdaApi(functions, retriesOf(assembly)),
    sqs: createSqsApi(queues),
    sns: createSnsApi(
      assembly.ofType('AWS::SNS::Topic').map(({ ref }) => ref),
      outbox,
    ),
    sesv2: createSesApi(outbox),
  });
