import type { AuthCodes } from './auth-codes.ts';
import type { HttpRequest } from '../gateway/http-request.ts';
import { badRequest, escaped, page, sentTo } from './page.ts';
import { gatewayReply, type HttpReply } from '../gateway/reply.ts';
import { userOf } from './users.ts';

/** The client that people sign in with, and its only redirect address. */
export interface Client {
  readonly id: string;
  readonly home: string;
}

/**
 * The authorization endpoint (code flow with PKCE). The form posts to the page's own address, so
 * the parameters are checked again. It needs no token against forged posts: a forger must know a
 * password and would sign the victim in with that account, which the client's `state` prevents.
 */
export function signIn({ method, rawQuery, body }: HttpRequest, client: Client, codes: AuthCodes): HttpReply {
  if (method !== 'GET' && method !== 'POST')
    return gatewayReply(405, 'Method Not Allowed', { allow: 'GET, POST' });
  const asked = new URLSearchParams(rawQuery);
  if (asked.get('client_id') !== client.id) return badRequest('De client_id is hier niet bekend.');
  if (asked.get('redirect_uri') !== client.home)
    return badRequest(`De redirect_uri is niet ${client.home}: open de medewerkersclient op dat adres.`);
  const state = asked.get('state');
  const [error, challenge] = [errorIn(asked), asked.get('code_challenge')];
  if (error !== undefined || challenge === null)
    return sentTo(client.home, { error: error ?? 'invalid_request', state });
  if (method === 'GET') return form(rawQuery);
  const given = new URLSearchParams(body.toString('utf8'));
  const [username, password] = [given.get('username') ?? '', given.get('password') ?? ''];
  const user = userOf(username.trim(), password);
  if (user === undefined) return form(rawQuery, username);
  const at = Math.floor(Date.now() / 1000);
  const code = codes.give({ user, at, challenge, nonce: asked.get('nonce') ?? undefined });
  return sentTo(client.home, { code, state });
}

/** The OAuth error code of an invalid request; it goes back to the known client. */
function errorIn(asked: URLSearchParams): string | undefined {
  if (asked.get('response_type') !== 'code') return 'unsupported_response_type';
  const scopes = asked.get('scope')?.split(' ') ?? [];
  if (!scopes.includes('openid') || !scopes.every((one) => one === 'openid' || one === 'profile'))
    return 'invalid_scope';
  const challenge = /^[\w-]{43}$/.test(asked.get('code_challenge') ?? '');
  return challenge && asked.get('code_challenge_method') === 'S256' ? undefined : 'invalid_request';
}

/** The sign-in form; `tried` is the user name of a failed attempt. */
function form(rawQuery: string, tried?: string): HttpReply {
  const alert = tried === undefined ? '' : `<p role="alert" id="error">${WRONG}</p>`;
  const [first, second] =
    tried === undefined ? [' autofocus', ''] : ['', ' autofocus aria-describedby="error"'];
  return page(
    tried === undefined ? 200 : 400,
    'Aanmelden',
    `${alert}
<form method="post" action="/oauth2/authorize?${escaped(rawQuery)}">
<label for="username">Gebruikersnaam</label>
<input id="username" name="username" value="${escaped(tried ?? '')}" autocomplete="username" autocapitalize="none" spellcheck="false" required${first}>
<label for="password">Wachtwoord</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${second}>
<button>Aanmelden</button>
</form>
${SAMPLE_USERS}`,
  );
}

const WRONG = 'Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar.';

const SAMPLE_USERS = `<p>Dit systeem draait op deze computer en heeft voorbeeldgebruikers:</p>
<dl>
<dt><code>admin</code> met wachtwoord <code>admin</code></dt>
<dd>beheerder van het netwerk</dd>
<dt><code>staff-CEN</code> met wachtwoord <code>staff</code></dt>
<dd>medewerker van vestiging CEN; voor een andere vestiging net zo, voor twee <code>staff-CEN+NRD</code></dd>
</dl>`;
