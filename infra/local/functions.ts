import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Assembly } from './assembly.ts';
import { contextOf, type LocalContext } from './context.ts';
import { messageOf, StartError } from './errors.ts';
import type { Resource } from './template.ts';
import { isRecord, text } from './values.ts';
import { within } from './within.ts';

/** A function of the assembly, loaded into this process. */
export interface LocalFunction {
  readonly name: string;
  readonly arn: string;
  /** Runs it once; rejects with what it threw, with `TimedOut`, or with `TooLarge`. */
  invoke(event: unknown): Promise<unknown>;
}

/** What goes in or comes out is more than Lambda carries. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  readonly side: 'event' | 'result';
  constructor(side: 'event' | 'result') {
    super(`The ${side} is larger than Lambda carries (6 MB).`);
    this.side = side;
  }
}

/** What Lambda carries in one synchronous call: 6 MB and a little. */
const PAYLOAD_LIMIT = 6 * 1024 * 1024 + 100;

type Handler = (event: unknown, context: LocalContext) => unknown;

/**
 * Loads every function with the environment that the template gives it and `local` over that. They share one process
 * and thus one environment: each reads it while it is imported, so they are imported one after another.
 */
export async function loadFunctions(
  assembly: Assembly,
  local: Readonly<Record<string, string>>,
): Promise<readonly LocalFunction[]> {
  const loaded: LocalFunction[] = [];
  for (const resource of ownFunctions(assembly)) {
    Object.assign(process.env, environmentOf(resource), local, { AWS_LAMBDA_FUNCTION_NAME: resource.ref });
    loaded.push(localFunction(resource, await handlerOf(resource, assembly.codeOf(resource))));
  }
  return loaded;
}

/** All but CDK's own, which brings the files of the site where they belong: here they are read from the assembly. */
function ownFunctions(assembly: Assembly): readonly Resource[] {
  const ofCdk = assembly.ofType('Custom::CDKBucketDeployment').map((one) => one.text('ServiceToken'));
  return assembly.ofType('AWS::Lambda::Function').filter((fn) => !ofCdk.includes(fn.attribute('Arn')));
}

async function handlerOf(resource: Resource, directory: string): Promise<Handler> {
  const [file = 'index', name = 'handler'] = resource.text('Handler').split('.');
  try {
    const module = (await import(pathToFileURL(join(directory, `${file}.mjs`)).href)) as Record<
      string,
      unknown
    >;
    const handler = module[name];
    if (typeof handler === 'function') return handler as Handler;
  } catch (error) {
    throw new StartError(`The function ${resource.id} cannot be loaded: ${messageOf(error)}`);
  }
  throw new StartError(`The function ${resource.id} has no ${name} in its ${file}.mjs.`);
}

function environmentOf(resource: Resource): Record<string, string> {
  const environment = resource.property('Environment');
  const variables = isRecord(environment) ? environment.Variables : undefined;
  const entries = Object.entries(variables !== undefined && isRecord(variables) ? variables : {});
  // Meant for a process that starts with it; this one has started.
  return Object.fromEntries(
    entries.filter(([name]) => name !== 'NODE_OPTIONS').map(([name, value]) => [name, text(value)]),
  );
}

function localFunction(resource: Resource, handler: Handler): LocalFunction {
  const arn = resource.attribute('Arn');
  const timeoutMs = Number(resource.text('Timeout', '3')) * 1000;
  const memory = resource.text('MemorySize', '128');
  return {
    name: resource.ref,
    arn,
    invoke: async (event) => {
      const payload = JSON.stringify(event);
      if (Buffer.byteLength(payload) > PAYLOAD_LIMIT) throw new TooLarge('event');
      const context = contextOf(resource.ref, arn, memory, Date.now() + timeoutMs);
      const work = Promise.resolve().then(() => handler(JSON.parse(payload), context));
      const result = JSON.stringify((await within(timeoutMs, work)) ?? null);
      if (Buffer.byteLength(result) > PAYLOAD_LIMIT) throw new TooLarge('result');
      return JSON.parse(result) as unknown;
    },
  };
}
