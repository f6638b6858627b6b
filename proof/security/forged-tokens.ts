import { createHmac, createPublicKey, type KeyObject } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { ALGORITHM, type SigningKey } from '../../local/identity/signing-key.ts';

/**
 * What somebody sends who has no right to, and what must come of it: 401, or 403 where the token is
 * good but says too little.
 */
export interface ForgedToken {
  readonly name: string;
  readonly authorization: readonly string[];
  readonly wanted: 401 | 403;
}

/** What a real token looks like here. */
export interface Mint {
  readonly key: SigningKey;
  readonly issuer: string;
  readonly clientId: string;
  /** A good token of a patron, and of an admin. */
  readonly patron: string;
  readonly admin: string;
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const unsigned = (header: object, claims: object): string => `${base64(header)}.${base64(claims)}.`;

/** Signed with the public key as if that were a shared secret. */
const confused = (secret: string | Buffer, claims: object, kid: string): string => {
  const text = unsigned({ alg: 'HS256', typ: 'JWT', kid }, claims).slice(0, -1);
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};

const publicKeyOf = ({ publicJwk }: SigningKey): KeyObject =>
  createPublicKey({ key: { kty: 'RSA', n: publicJwk.n ?? '', e: publicJwk.e ?? '' }, format: 'jwk' });

/** The signature of one token under the claims of another. */
const swapped = (signed: string, wanted: string): string =>
  [wanted.split('.')[0], wanted.split('.')[1], signed.split('.')[2]].join('.');

const HOUR = 3600;

/** Every token that must not be let in. */
export const forgedTokens = async ({
  key,
  issuer,
  clientId,
  patron,
  admin,
}: Mint): Promise<readonly ForgedToken[]> => {
  const now = Math.floor(Date.now() / 1000);
  const good = { sub: 'admin', role: 'admin', iss: issuer, client_id: clientId, iat: now, exp: now + HOUR };
  const { kid } = key.publicJwk;
  const signed = (claims: JWTPayload, by = key.privateKey, header: object = {}): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: ALGORITHM, kid, ...header }).sign(by);
  const without = (claims: JWTPayload, name: string): JWTPayload =>
    Object.fromEntries(Object.entries(claims).filter(([claim]) => claim !== name));
  const own = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(own.publicKey);
  const pem = publicKeyOf(key).export({ type: 'spki', format: 'pem' });
  const refused = {
    expired: await signed({ ...good, exp: now - 60 }),
    'not yet valid': await signed({ ...good, nbf: now + HOUR }),
    'issued in the future': await signed({ ...good, iat: now + HOUR, exp: now + 2 * HOUR }),
    'without expiry': await signed(without(good, 'exp')),
    'of another issuer': await signed({ ...good, iss: 'https://evil.example' }),
    'without issuer': await signed(without(good, 'iss')),
    'for another client': await signed({ ...good, client_id: 'another' }),
    'for another audience': await signed({ ...good, aud: 'another' }),
    'for nobody': await signed(without(good, 'client_id')),
    'for the issuer alone (a refresh token)': await signed({ ...good, aud: `${issuer}/oauth2/token` }),
    'signed with another key': await signed(good, own.privateKey),
    'with its own key in the header': await signed(good, own.privateKey, { jwk }),
    'with a key at another address': await signed(good, own.privateKey, { jku: 'https://evil.example/k' }),
    'with a path as key id': await signed(good, own.privateKey, { kid: '../../dev/null' }),
    'alg none': unsigned({ alg: 'none', typ: 'JWT', kid }, good),
    'alg nOnE': unsigned({ alg: 'nOnE', typ: 'JWT', kid }, good),
    'alg RS256 without signature': unsigned({ alg: ALGORITHM, typ: 'JWT', kid }, good),
    'HS256 with the public key as PEM': confused(pem, good, kid),
    'HS256 with the public key as JWK': confused(JSON.stringify(key.publicJwk), good, kid),
    'HS256 with an empty secret': confused('', good, kid),
    "an admin's claims under a patron's signature": swapped(patron, admin),
    'cut short': admin.slice(0, -4),
    'no token at all, but dots': '..',
    'twelve thousand characters': 'e'.repeat(12_000),
  };
  const poor = {
    'without a role': await signed(without(good, 'role')),
    'with a role that is none': await signed({ ...good, role: 'root' }),
    'with a list of roles': await signed({ ...good, role: ['admin'] }),
    'of a patron without a card': await signed({ ...good, role: 'patron' }),
    'an ID token': await signed({
      ...without(without(good, 'role'), 'client_id'),
      aud: clientId,
      token_use: 'id',
    }),
  };
  return [
    { name: 'no token', authorization: [], wanted: 401 },
    { name: 'Bearer and nothing', authorization: ['Bearer '], wanted: 401 },
    { name: 'a password', authorization: ['Basic YWRtaW46YWRtaW4='], wanted: 401 },
    { name: 'nonsense, then a good one', authorization: ['Bearer x', `Bearer ${admin}`], wanted: 401 },
    { name: 'two in one', authorization: [`Bearer x, Bearer ${admin}`], wanted: 401 },
    ...Object.entries(refused).map(([name, token]) => named(name, token, 401)),
    ...Object.entries(poor).map(([name, token]) => named(name, token, 403)),
  ];
};

const named = (name: string, token: string, wanted: 401 | 403): ForgedToken => ({
  name,
  authorization: [`Bearer ${token}`],
  wanted,
});
