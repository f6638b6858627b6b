import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pLimit from 'p-limit';
import type { Assembly } from '../../template/assembly.ts';
import { contextOf, type LocalContext } from './context.ts';
import { messageOf, StartError } from '../../errors.ts';
import type { Resource } from '../../template/template.ts';
import { isRecord, asString } from '../../template/template-values.ts';
import { withTimeout } from '../../timeout.ts';

/** A function of the assembly, loaded into this process. */
export interface LocalFunction {
  readonly name: string;
  readonly arn: string;
  /** Runs the function once. Rejects with its error, `TimedOut` or `TooLarge`. */
  invoke(event: unknown): Promise<unknown>;
}

/** The event or the result exceeds Lambda's payload limit. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  readonly side: 'event' | 'result';
  constructor(side: 'event' | 'result') {
    super(`The ${side} is larger than Lambda carries (6 MB).`);
    this.side = side;
  }
}

/** Lambda's limit of a synchronous payload in bytes: slightly more than 6 MB. */
const PAYLOAD_LIMIT = 6 * 1024 * 1024 + 100;

type Handler = (event: unknown, context: LocalContext) => unknown;

/** The functions of the assembly, loaded into this process. */
export interface LoadedFunctions {
  readonly all: readonly LocalFunction[];
  /** Loads new bundles from this folder, which has one folder per function name. */
  readonly reload: (bundles: string) => Promise<void>;
}

/**
 * Loads every function with the template's environment, overridden by `local`. The functions share
 * one process and its environment, and read it on import: they are loaded one after another. Throws
 * a `StartError` for a function that cannot be loaded.
 */
export async function loadFunctions(
  assembly: Assembly,
  local: Readonly<Record<string, string>>,
): Promise<LoadedFunctions> {
  const resources = ownFunctions(assembly);
  const handlers = new Map<string, Handler>();
  const load = async (resource: Resource, file: string): Promise<void> => {
    Object.assign(process.env, environmentOf(resource), local, { AWS_LAMBDA_FUNCTION_NAME: resource.ref });
    handlers.set(resource.id, await handlerOf(resource, file));
  };
  for (const resource of resources) await load(resource, fileOf(resource, assembly.codeOf(resource)));
  let loads = 0;
  return {
    all: resources.map((resource) =>
      localFunction(resource, (event, context) => handlers.get(resource.id)?.(event, context)),
    ),
    reload: async (bundles) => {
      loads += 1;
      for (const resource of resources) {
        const { POWERTOOLS_SERVICE_NAME: name = '' } = environmentOf(resource);
        // Node caches imports by URL: the query makes it import the file again.
        await load(resource, `${fileOf(resource, join(bundles, name))}?${loads}`);
      }
    },
  };
}

/**
 * Leaves out CDK's function that uploads the site: the local site reads the files from the
 * assembly.
 */
function ownFunctions(assembly: Assembly): readonly Resource[] {
  const ofCdk = assembly.ofType('Custom::CDKBucketDeployment').map((one) => one.text('ServiceToken'));
  return assembly.ofType('AWS::Lambda::Function').filter((fn) => !ofCdk.includes(fn.attribute('Arn')));
}

/** The URL of a function's bundle, for `import()`. */
const fileOf = (resource: Resource, directory: string): string => {
  const [file = 'index'] = resource.text('Handler').split('.');
  return pathToFileURL(join(directory, `${file}.mjs`)).href;
};

async function handlerOf(resource: Resource, file: string): Promise<Handler> {
  const [, name = 'handler'] = resource.text('Handler').split('.');
  try {
    const module = (await import(file)) as Record<string, unknown>;
    const handler = module[name];
    if (typeof handler === 'function') return handler as Handler;
  } catch (error) {
    throw new StartError(`The function ${resource.id} cannot be loaded: ${messageOf(error)}`);
  }
  throw new StartError(`The function ${resource.id} has no ${name} in ${basename(file)}.`);
}

function environmentOf(resource: Resource): Record<string, string> {
  const environment = resource.property('Environment');
  const variables = isRecord(environment) ? environment.Variables : undefined;
  const entries = Object.entries(variables !== undefined && isRecord(variables) ? variables : {});
  return Object.fromEntries(entries.map(([name, value]) => [name, asString(value)]));
}

/**
 * Calls of a function that run at the same time. Lambda gives each call an environment of its own;
 * here all share a process, and more at once would only make all of them late.
 */
const AT_ONCE = 12;

function localFunction(resource: Resource, handler: Handler): LocalFunction {
  const queued = pLimit(AT_ONCE);
  const arn = resource.attribute('Arn');
  const timeoutMs = Number(resource.text('Timeout', '3')) * 1000;
  const memory = resource.text('MemorySize', '128');
  return {
    name: resource.ref,
    arn,
    invoke: (event) =>
      queued(async () => {
        const payload = JSON.stringify(event);
        if (Buffer.byteLength(payload) > PAYLOAD_LIMIT) throw new TooLarge('event');
        const context = contextOf(resource.ref, arn, memory, Date.now() + timeoutMs);
        const work = Promise.resolve().then(() => handler(JSON.parse(payload), context));
        const result = JSON.stringify((await withTimeout(timeoutMs, work)) ?? null);
        if (Buffer.byteLength(result) > PAYLOAD_LIMIT) throw new TooLarge('result');
        return JSON.parse(result) as unknown;
      }),
  };
}
