import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type CryptoKey,
  type JWK,
} from 'jose';
import type { Issuer } from './gateway-routes.ts';
import type { Incoming } from './incoming.ts';
import { gatewayReply, type Reply } from './reply.ts';
import { userOf, type UserClaims } from './users.ts';

/** Gives tokens to the sample users, signed as those of the real user pool are. */
export interface Identity extends Issuer {
  /** A token for this user, as the token endpoint gives it. */
  tokenFor(user: UserClaims): Promise<string>;
  /** Answers a request to the identity provider; undefined when it is meant for the API. */
  answer(incoming: Incoming): Promise<Reply> | Reply | undefined;
}

/** A working day. */
const EXPIRES_IN = 8 * 60 * 60;

const ALGORITHM = 'RS256';

/** The identity provider at this address. Its key is kept in a file, so that tokens survive a restart. */
export async function createIdentity(issuer: string, clientId: string, keyFile: string): Promise<Identity> {
  const { privateKey, publicJwk } = await keyIn(keyFile);
  const jwks = { keys: [publicJwk] };
  const tokenFor = (user: UserClaims): Promise<string> =>
    new SignJWT({ ...user, client_id: clientId, token_use: 'access', version: 2 })
      .setProtectedHeader({ alg: ALGORITHM, kid: publicJwk.kid })
      .setIssuer(issuer)
      .setIssuedAt()
      .setExpirationTime(`${EXPIRES_IN}s`)
      .setJti(randomUUID())
      .sign(privateKey);
  return {
    issuer,
    keys: createLocalJWKSet(jwks),
    tokenFor,
    answer: (incoming) => {
      switch (incoming.rawPath) {
        case '/.well-known/openid-configuration':
          return json(200, configurationOf(issuer));
        case '/.well-known/jwks.json':
          return json(200, jwks);
        case '/oauth2/token':
          return tokenReply(incoming, tokenFor);
        default:
          return undefined;
      }
    },
  };
}

/** The token endpoint (RFC 6749, 4.3: the password grant). */
async function tokenReply(
  incoming: Incoming,
  tokenFor: (user: UserClaims) => Promise<string>,
): Promise<Reply> {
  if (incoming.method !== 'POST') return gatewayReply(405, 'Method Not Allowed', { allow: 'POST' });
  const form = new URLSearchParams(incoming.body.toString('utf8'));
  const grant = form.get('grant_type');
  const [username, password] = [form.get('username'), form.get('password')];
  if (grant === null)
    return json(400, { error: 'invalid_request', error_description: 'grant_type is missing' });
  if (grant !== 'password') return json(400, { error: 'unsupported_grant_type' });
  if (username === null || password === null) {
    return json(400, { error: 'invalid_request', error_description: 'username and password are needed' });
  }
  const user = userOf(username, password);
  if (user === undefined) return json(400, { error: 'invalid_grant' });
  return json(200, { access_token: await tokenFor(user), token_type: 'Bearer', expires_in: EXPIRES_IN });
}

const configurationOf = (issuer: string) => ({
  issuer,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  token_endpoint: `${issuer}/oauth2/token`,
  grant_types_supported: ['password'],
  response_types_supported: ['token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: [ALGORITHM],
});

const json = (status: number, body: unknown): Reply => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: Buffer.from(JSON.stringify(body)),
});

async function keyIn(file: string): Promise<{ privateKey: CryptoKey; publicJwk: JWK & { kid: string } }> {
  if (!existsSync(file)) await createKey(file);
  const jwk = JSON.parse(readFileSync(file, 'utf8')) as JWK;
  const { kty, n, e } = jwk as JWK & { kty: string; n: string; e: string };
  const kid = await calculateJwkThumbprint({ kty, n, e });
  const privateKey = (await importJWK(jwk, ALGORITHM)) as CryptoKey;
  return { privateKey, publicJwk: { kty, n, e, kid, alg: ALGORITHM, use: 'sig' } };
}

/** Renamed into place: a start that is cut short leaves no half a key. */
async function createKey(file: string): Promise<void> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const draft = `${file}.draft`;
  writeFileSync(draft, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
  renameSync(draft, file);
}
