import { join } from 'node:path';
import { readAssembly, type Assembly } from './assembly.ts';
import { keepSchedules, retriesOf } from './background.ts';
import { clockOn } from './clock.ts';
import { openDataDirectory } from './data-dir.ts';
import { startEngine } from './engine.ts';
import { localEnvironment } from './environment.ts';
import { loadFunctions } from './functions.ts';
import { createGateway } from './gateway.ts';
import { createIdentity } from './identity.ts';
import { valuesOf } from './incoming.ts';
import { createInvokeApi } from './invoke.ts';
import type { Options } from './options.ts';
import { loadSampleInto, sampleState } from './sample.ts';
import { listenClosed, type Answer } from './server.ts';
import { synthesized } from './synth.ts';
import { provideTables } from './table.ts';

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

/** How long requests under way get when the system ends. */
const PATIENCE_MS = 1_500;

/** Starts everything that the assembly describes, and resolves when it answers with all its data there. */
export async function startSystem(options: Options, say: (line: string) => void): Promise<System> {
  const directory = await openDataDirectory(options.data);
  process.once('exit', directory.release);
  const [front, lambda] = [await listenClosed(options.port), await listenClosed(0)];
  const [directoryOfAssembly, engine] = await Promise.all([synthesized(), startEngine(directory.path)]);
  const assembly = readAssembly(directoryOfAssembly);
  const clock = clockOn(options.today);
  const environment = localEnvironment({
    dynamodbUrl: engine.endpoint,
    lambdaUrl: lambda.url,
    shiftDays: clock.days,
  });
  Object.assign(process.env, environment);
  const sample = sampleState(directory.path, await provideTables(assembly, options.data), options.empty);
  const functions = await loadFunctions(assembly, environment);
  const identity = await createIdentity(front.url, clientOf(assembly), join(directory.path, 'identity.json'));
  const gateway = createGateway(assembly, functions, identity);
  const api: Answer = (incoming) => identity.answer(incoming) ?? gateway(incoming);
  const retries = retriesOf(assembly);
  lambda.open(createInvokeApi(functions, retries));

  const loading =
    sample === 'loading' ? loadSampleInto(directory.path, api, identity, clock.today(), say) : undefined;
  front.open(loading === undefined ? api : afterLoading(loading, api));
  await loading;
  const stopSchedules = keepSchedules(assembly, functions, clock.now, retries);
  return {
    url: front.url,
    today: clock.today(),
    hasSample: sample !== 'absent',
    stop: async () => {
      stopSchedules();
      await Promise.all([front.close(PATIENCE_MS), lambda.close(PATIENCE_MS)]);
      await engine.stop();
      directory.release();
    },
  };
}

/** Whoever asks for data waits until all of it is there; who asks for a token, or whether Apart is up, does not. */
const afterLoading =
  (loading: Promise<void>, api: Answer): Answer =>
  async (incoming) => {
    if (valuesOf(incoming.rawHeaders, 'authorization').length > 0) await loading;
    return api(incoming);
  };

/** Tokens are given as if to the first client of the user pool, the one that people sign in with. */
const clientOf = (assembly: Assembly): string =>
  assembly.ofType('AWS::Cognito::UserPoolClient')[0]?.ref ?? 'local';
