import { createHmac, createPublicKey, type KeyObject } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { ALGORITHM, type SigningKey } from '../../local/identity/signing-key.ts';

/** An `Authorization` header that must be refused. */
export interface ForgedToken {
  readonly name: string;
  readonly authorization: readonly string[];
  /** 403 where the token is genuine but has no usable role; otherwise 401. */
  readonly wanted: 401 | 403;
}

/** The facts of genuine tokens, to forge others from. */
export interface Mint {
  readonly key: SigningKey;
  readonly issuer: string;
  readonly clientId: string;
  /** Genuine tokens of a patron and of an admin. */
  readonly patron: string;
  readonly admin: string;
}

const HOUR = 3600;

/** The claims of a genuine token of an admin. */
const claimsOf = ({ issuer, clientId }: Mint, now: number) => ({
  ...{ sub: 'admin', role: 'admin', iss: issuer, client_id: clientId },
  ...{ iat: now, exp: now + HOUR },
});

const without = (claims: JWTPayload, ...names: readonly string[]): JWTPayload =>
  Object.fromEntries(Object.entries(claims).filter(([claim]) => !names.includes(claim)));

/** Signs claims with the key of the system, unless another key is given. */
const signerWith =
  ({ privateKey, publicJwk }: SigningKey) =>
  (claims: JWTPayload, by = privateKey, header: object = {}): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: ALGORITHM, kid: publicJwk.kid, ...header }).sign(by);

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const unsigned = (header: object, claims: object): string => `${base64(header)}.${base64(claims)}.`;

/** Signed with the public key as if it were a shared secret (algorithm confusion). */
const confused = (secret: string | Buffer, claims: object, kid: string): string => {
  const text = unsigned({ alg: 'HS256', typ: 'JWT', kid }, claims).slice(0, -1);
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};

const publicKeyOf = ({ publicJwk }: SigningKey): KeyObject =>
  createPublicKey({ key: { kty: 'RSA', n: publicJwk.n ?? '', e: publicJwk.e ?? '' }, format: 'jwk' });

/** The signature of one token under the claims of another. */
const swapped = (signed: string, wanted: string): string =>
  [wanted.split('.')[0], wanted.split('.')[1], signed.split('.')[2]].join('.');

type Tokens = Readonly<Record<string, string>>;

/** Tokens with a genuine signature and claims that must not pass. */
const withWrongClaims = async (mint: Mint, now: number): Promise<Tokens> => {
  const sign = signerWith(mint.key);
  const good = claimsOf(mint, now);
  return {
    expired: await sign({ ...good, exp: now - 60 }),
    'not yet valid': await sign({ ...good, nbf: now + HOUR }),
    'issued in the future': await sign({ ...good, iat: now + HOUR, exp: now + 2 * HOUR }),
    'without expiry': await sign(without(good, 'exp')),
    'of another issuer': await sign({ ...good, iss: 'https://evil.example' }),
    'without issuer': await sign(without(good, 'iss')),
    'for another client': await sign({ ...good, client_id: 'another' }),
    'for another audience': await sign({ ...good, aud: 'another' }),
    'for nobody': await sign(without(good, 'client_id')),
    'for the issuer alone (a refresh token)': await sign({ ...good, aud: `${mint.issuer}/oauth2/token` }),
  };
};

/** Tokens with the claims of an admin that the system has not signed. */
const withWrongSignature = async (mint: Mint, now: number): Promise<Tokens> => {
  const { key, patron, admin } = mint;
  const sign = signerWith(key);
  const good = claimsOf(mint, now);
  const { kid } = key.publicJwk;
  const own = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(own.publicKey);
  const pem = publicKeyOf(key).export({ type: 'spki', format: 'pem' });
  return {
    'signed with another key': await sign(good, own.privateKey),
    'with its own key in the header': await sign(good, own.privateKey, { jwk }),
    'with a key at another address': await sign(good, own.privateKey, { jku: 'https://evil.example/k' }),
    'with a path as key id': await sign(good, own.privateKey, { kid: '../../dev/null' }),
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
};

/** Genuine tokens without a usable role. */
const withoutRights = async (mint: Mint, now: number): Promise<Tokens> => {
  const sign = signerWith(mint.key);
  const good = claimsOf(mint, now);
  const idClaims = { ...without(good, 'role', 'client_id'), aud: mint.clientId, token_use: 'id' };
  return {
    'without a role': await sign(without(good, 'role')),
    'with an unknown role': await sign({ ...good, role: 'root' }),
    'with a list of roles': await sign({ ...good, role: ['admin'] }),
    'of a patron without a card': await sign({ ...good, role: 'patron' }),
    'an ID token': await sign(idClaims),
  };
};

const asBearer = (tokens: Tokens, wanted: 401 | 403): readonly ForgedToken[] =>
  Object.entries(tokens).map(([name, token]) => ({ name, authorization: [`Bearer ${token}`], wanted }));

/** Every `Authorization` header that must be refused. */
export const forgedTokens = async (mint: Mint): Promise<readonly ForgedToken[]> => {
  const { admin } = mint;
  const now = Math.floor(Date.now() / 1000);
  return [
    { name: 'no token', authorization: [], wanted: 401 },
    { name: 'Bearer and nothing', authorization: ['Bearer '], wanted: 401 },
    { name: 'a password', authorization: ['Basic YWRtaW46YWRtaW4='], wanted: 401 },
    { name: 'nonsense, then a good one', authorization: ['Bearer x', `Bearer ${admin}`], wanted: 401 },
    { name: 'two in one', authorization: [`Bearer x, Bearer ${admin}`], wanted: 401 },
    ...asBearer(await withWrongClaims(mint, now), 401),
    ...asBearer(await withWrongSignature(mint, now), 401),
    ...asBearer(await withoutRights(mint, now), 403),
  ];
};
