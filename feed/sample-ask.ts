import { StopError } from './failures.ts';
import { refusalOf } from './problem.ts';
import { send } from './send.ts';
import type { Api, Call } from './send.ts';

/** Sends a request that cannot be refused while the sample library is loaded, and answers with the body of the reply. */
export async function ask(api: Api, call: Call): Promise<Readonly<Record<string, unknown>>> {
  const reply = await send(api, call);
  if (reply.status === 200 || reply.status === 201) return reply.body as Record<string, unknown>;
  throw new StopError(`The sample library cannot be loaded: ${call.path}: ${refusalOf(reply).reason}`);
}
