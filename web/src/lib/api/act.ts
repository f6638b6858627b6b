/** What somebody does at the desk: one submit, one press, one scan. */
import type { Client } from 'openapi-fetch';
import { clientBy, send } from './client.ts';
import { isFinal } from './problem.ts';
import type { paths } from './schema.d.ts';

/**
 * The calls that change something. Each POST carries the key of its act, so that a repeat of the
 * act has no second effect. Components get an act from `useChange`, scans from their queue.
 */
export type Act = Pick<Client<paths>, 'POST' | 'PUT' | 'PATCH' | 'DELETE'>;

const actWith = (sendPost: (request: Request) => Promise<Response>): Act =>
  clientBy((request) => (request.method === 'POST' ? sendPost(request) : send(request)));

const keyed = (request: Request, key: string): Request => {
  request.headers.set('idempotency-key', key);
  return request;
};

/** The act of a scan: its id is the key, also after a reload. It makes one POST per path. */
export const actOfScan = (id: string): Act => actWith((request) => send(keyed(request, id)));

/**
 * The acts of one form or button. A POST that asks the same as one without a final answer gets its
 * key again. After a final answer it is a new act: the API would repeat the stored answer.
 */
export function newAct(): Act {
  const unanswered = new Map<string, string>();
  return actWith(async (request) => {
    const asked = `${request.url} ${await request.clone().text()}`;
    const key = unanswered.get(asked) ?? crypto.randomUUID();
    unanswered.set(asked, key);
    const answer = await send(keyed(request, key));
    if (isFinal(answer.status)) unanswered.delete(asked);
    return answer;
  });
}
