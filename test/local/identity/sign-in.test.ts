// Long: a code leads to a token, a token to a new one: each test signs in through those before.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, test, vi } from 'vitest';
import { createAuthorizer } from '../../../local/gateway/authorizer.ts';
import { challengeOf } from '../../../local/identity/auth-codes.ts';
import { createIdentityProvider, type IdentityProvider } from '../../../local/identity/identity.ts';
import { gatewayReply } from '../../../local/gateway/reply.ts';
import { listenClosed } from '../../../local/gateway/server.ts';

const keyFile = join(mkdtempSync(join(tmpdir(), 'apart-')), 'identity.json');
const VERIFIER = 'a-verifier-that-is-long-enough-for-the-rules-of-pkce';

let url: string;
let identity: IdentityProvider;

beforeEach(async () => {
  const door = await listenClosed(0);
  onTestFinished(() => door.close(0));
  url = door.url;
  identity = await createIdentityProvider(url, 'web', keyFile);
  door.open((incoming) => identity.answer(incoming) ?? gatewayReply(404, 'Not Found'));
});

afterEach(() => {
  vi.useRealTimers();
});

/** The address of the sign-in page with changed parameters; `null` removes one. */
function signInAt(changes: Readonly<Record<string, string | null>> = {}): string {
  const parameters: Readonly<Record<string, string | null>> = {
    response_type: 'code',
    client_id: 'web',
    redirect_uri: `${url}/`,
    scope: 'openid profile',
    state: 'a&state',
    nonce: 'a-nonce',
    code_challenge: challengeOf(VERIFIER),
    code_challenge_method: 'S256',
    ...changes,
  };
  const address = new URL('/oauth2/authorize', url);
  for (const [name, value] of Object.entries(parameters))
    if (value !== null) address.searchParams.set(name, value);
  return address.href;
}

const post = (address: string, form: Record<string, string>): Promise<Response> =>
  fetch(address, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });

const sentTo = (response: Response): URL => new URL(response.headers.get('location') ?? 'about:blank');

/** Signs in as a browser does. Answers the code. */
async function codeFor(username = 'staff-CEN', password = 'staff'): Promise<string> {
  const html = await (await fetch(signInAt())).text();
  const action = /action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&#38;', '&') ?? '';
  const response = await post(new URL(action, url).href, { username, password });
  return sentTo(response).searchParams.get('code') ?? '';
}

interface Given {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token?: string;
  readonly expires_in: number;
}

const tokenFor = (form: Record<string, string>): Promise<Response> =>
  post(`${url}/oauth2/token`, { client_id: 'web', ...form });

const exchanged = (code: string, changes: Record<string, string> = {}): Promise<Response> =>
  tokenFor({
    grant_type: 'authorization_code',
    code,
    redirect_uri: `${url}/`,
    code_verifier: VERIFIER,
    ...changes,
  });

const signedIn = async (username?: string, password?: string): Promise<Given> =>
  (await (await exchanged(await codeFor(username, password))).json()) as Given;

/** The claims that the API finds in a token. */
const atTheApi = (token: string) => createAuthorizer({ ...identity, audiences: ['web'] })(`Bearer ${token}`);

describe('signing in', () => {
  it('shows a form in Dutch that works without a script, and that nobody else may show', async () => {
    const response = await fetch(signInAt());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    const html = await response.text();
    expect(html).toContain('<html lang="nl">');
    expect(html).toContain('<label for="username">');
    expect(html).not.toMatch(/<script|role="alert"/);
  });

  it('returns with a code and the state, and the code gives tokens', async () => {
    const response = await post(signInAt(), { username: 'staff-CEN', password: 'staff' });
    expect(response.status).toBe(303);
    expect(sentTo(response).origin + sentTo(response).pathname).toBe(`${url}/`);
    expect(sentTo(response).searchParams.get('state')).toBe('a&state');
    const given = (await (await exchanged(sentTo(response).searchParams.get('code') ?? '')).json()) as Given;
    expect(given).toMatchObject({ token_type: 'Bearer', expires_in: 28_800 });
    expect(await atTheApi(given.access_token)).toMatchObject({
      claims: { sub: 'staff-CEN', username: 'staff-CEN', role: 'staff', branchIds: '[CEN]' },
    });
    const { payload } = await jwtVerify(given.id_token, identity.keys, { issuer: url, audience: 'web' });
    expect(payload).toMatchObject({ sub: 'staff-CEN', nonce: 'a-nonce', token_use: 'id' });
    expect(payload).not.toHaveProperty('role');
  });

  it('says so in the page when name and password do not fit, and keeps the name', async () => {
    const response = await post(signInAt(), { username: '"><b>me', password: 'wrong' });
    expect(response.status).toBe(400);
    const html = await response.text();
    expect(html).toContain('role="alert"');
    expect(html).toContain('value="&#34;&#62;&#60;b&#62;me"');
  });

  it('keeps what is in its address from getting into the page', async () => {
    const html = await (await fetch(signInAt({ state: '"><script>' }))).text();
    expect(html).not.toContain('<script');
    const raw = await (await fetch(`${signInAt()}&x="><script>`)).text();
    expect(raw).not.toContain('<script');
  });

  test.each([
    ['another client', { client_id: 'other' }],
    ['no client', { client_id: null }],
    ['a foreign address', { redirect_uri: 'https://evil.example/' }],
    ['another path', { redirect_uri: 'PATH' }],
    ['no address', { redirect_uri: null }],
  ])('sends nobody back for %s', async (_, changes) => {
    const wanted = 'redirect_uri' in changes && changes.redirect_uri === 'PATH' ? `${url}/other` : undefined;
    const address = signInAt(wanted === undefined ? changes : { redirect_uri: wanted });
    for (const response of [
      await fetch(address, { redirect: 'manual' }),
      await post(address, { username: 'admin', password: 'admin' }),
    ]) {
      expect(response.status).toBe(400);
      expect(response.headers.get('location')).toBeNull();
    }
  });

  test.each<[string, Record<string, string | null>]>([
    ['unsupported_response_type', { response_type: 'token' }],
    ['invalid_scope', { scope: 'profile' }],
    ['invalid_scope', { scope: 'openid apart/feed' }],
    ['invalid_request', { code_challenge: null }],
    ['invalid_request', { code_challenge: 'short' }],
    ['invalid_request', { code_challenge_method: 'plain' }],
    ['invalid_request', { code_challenge_method: null }],
  ])('tells the client %s for %j', async (error, changes) => {
    const response = await fetch(signInAt(changes), { redirect: 'manual' });
    expect(response.status).toBe(303);
    expect(Object.fromEntries(sentTo(response).searchParams)).toEqual({ error, state: 'a&state' });
  });

  it('is by GET and POST', async () => {
    expect((await fetch(signInAt(), { method: 'PUT' })).status).toBe(405);
  });
});

describe('a code', () => {
  const refused = async (response: Response): Promise<void> => {
    expect([response.status, await response.json()]).toEqual([400, { error: 'invalid_grant' }]);
  };

  it('is good once', async () => {
    const code = await codeFor();
    expect((await exchanged(code)).status).toBe(200);
    await refused(await exchanged(code));
  });

  it('is spent by a wrong verifier', async () => {
    const code = await codeFor();
    await refused(await exchanged(code, { code_verifier: `${VERIFIER}x` }));
    await refused(await exchanged(code));
  });

  it('is of use at the address that it was sent to only', async () => {
    await refused(await exchanged(await codeFor(), { redirect_uri: 'https://evil.example/' }));
  });

  it('is good for a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const code = await codeFor();
    vi.setSystemTime(Date.now() + 61_000);
    await refused(await exchanged(code));
  });

  it('has to be one', async () => {
    await refused(await exchanged('made-up'));
  });

  it('is for the client that asked', async () => {
    const response = await exchanged(await codeFor(), { client_id: 'other' });
    expect(await response.json()).toEqual({ error: 'invalid_client' });
  });
});

describe('a refresh token', () => {
  const refreshed = (token: string, clientId = 'web'): Promise<Response> =>
    tokenFor({ grant_type: 'refresh_token', refresh_token: token, client_id: clientId });

  it('gives new tokens of the same sign-in, also after a restart', async () => {
    const first = await signedIn('29801001743', 'patron');
    identity = await createIdentityProvider(url, 'web', keyFile);
    const given = (await (await refreshed(first.refresh_token ?? '')).json()) as Given;
    expect(given).not.toHaveProperty('refresh_token');
    expect(await atTheApi(given.access_token)).toMatchObject({
      claims: { role: 'patron', patronId: '29801001743' },
    });
    const [before, after] = [decodeJwt(first.id_token), decodeJwt(given.id_token)];
    expect([after.sub, after.auth_time]).toEqual([before.sub, before.auth_time]);
  });

  it('does not pass at the API', async () => {
    const { refresh_token: token = '' } = await signedIn();
    expect(await atTheApi(token)).toEqual({
      refusal: expect.stringContaining('the token does not have a valid audience') as string,
    });
  });

  it('is nothing that passes as another token, nor another token as one', async () => {
    const given = await signedIn();
    for (const token of [given.access_token, given.id_token, 'made-up', ''])
      expect(await (await refreshed(token)).json()).toEqual({ error: 'invalid_grant' });
    const { refresh_token: token = '' } = given;
    expect(await (await refreshed(token, 'other')).json()).toEqual({ error: 'invalid_client' });
  });

  it('ends', async () => {
    const { refresh_token: token = '' } = await signedIn();
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + 25 * 60 * 60 * 1000);
    expect(await (await refreshed(token)).json()).toEqual({ error: 'invalid_grant' });
  });
});

describe('signing out', () => {
  const signOut = (parameters: Record<string, string>): Promise<Response> =>
    fetch(`${url}/logout?${new URLSearchParams(parameters).toString()}`, { redirect: 'manual' });

  it.each(['logout_uri', 'post_logout_redirect_uri'])('returns to the client by %s', async (name) => {
    const response = await signOut({ client_id: 'web', [name]: `${url}/` });
    expect([response.status, sentTo(response).href]).toEqual([303, `${url}/`]);
  });

  it.each<Record<string, string>>([
    { client_id: 'web', logout_uri: 'https://evil.example/' },
    { client_id: 'web', post_logout_redirect_uri: 'https://evil.example/' },
    { client_id: 'web' },
    { client_id: 'other', logout_uri: 'HOME' },
    { logout_uri: 'HOME' },
  ])('sends nobody elsewhere: %j', async (given) => {
    const parameters = Object.entries(given).map(([name, value]) => [name, value.replace('HOME', `${url}/`)]);
    const response = await signOut(Object.fromEntries(parameters) as Record<string, string>);
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  });
});
