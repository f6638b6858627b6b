import type { HttpRequest } from '../gateway/http-request.ts';
import { badRequest, sentTo } from './page.ts';
import type { HttpReply } from '../gateway/reply.ts';
import type { Client } from './sign-in.ts';

/**
 * Redirects to the client after sign-out. Accepts Cognito's parameter names and those of OpenID
 * Connect. There is no session to end.
 */
export function signOut({ rawQuery }: HttpRequest, client: Client): HttpReply {
  const asked = new URLSearchParams(rawQuery);
  if (asked.get('client_id') !== client.id) return badRequest('De client_id is hier niet bekend.');
  const address = asked.get('logout_uri') ?? asked.get('post_logout_redirect_uri');
  if (address !== client.home) return badRequest(`De logout_uri is niet ${client.home}.`);
  return sentTo(client.home, { state: asked.get('state') });
}
