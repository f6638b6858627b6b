import type { HttpRequest } from '../gateway/http-request.ts';
import { badRequest, sentTo } from './page.ts';
import type { HttpReply } from '../gateway/reply.ts';
import type { Client } from './sign-in.ts';

/**
 * Where signing out ends: back at the client. Cognito has names of its own for the parameters;
 * those of OpenID Connect do as well. There is nothing to end here: nobody is kept signed in.
 */
export function signOut({ rawQuery }: HttpRequest, client: Client): HttpReply {
  const asked = new URLSearchParams(rawQuery);
  if (asked.get('client_id') !== client.id) return badRequest('De client_id is hier niet bekend.');
  const address = asked.get('logout_uri') ?? asked.get('post_logout_redirect_uri');
  if (address !== client.home) return badRequest(`De logout_uri is niet ${client.home}.`);
  return sentTo(client.home, { state: asked.get('state') });
}
