import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, jwtVerify, SignJWT, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { ALGORITHM, type SigningKey } from './signing-key.ts';
import { nameOf, type UserClaims } from './users.ts';

/** A signed-in user and the time of the sign-in (seconds since 1970). */
export interface SignedIn {
  readonly user: UserClaims;
  readonly at: number;
}

/** Signs tokens as the user pool does. */
export interface Tokens {
  readonly keys: JWTVerifyGetKey;
  /** An access token for the API. */
  access(user: UserClaims): Promise<string>;
  /** An ID token for the client; the nonce comes from its sign-in request. */
  id(who: SignedIn, nonce?: string): Promise<string>;
  /** A refresh token. Only the token endpoint accepts it, and nothing stores it. */
  refresh(who: SignedIn): Promise<string>;
  /** The user of a refresh token; undefined when it is not ours or has expired. */
  signedIn(refreshToken: string): Promise<SignedIn | undefined>;
}

/** The lifetime of access and ID tokens in seconds: a working day. */
export const EXPIRES_IN = 8 * 60 * 60;

/** The lifetime of refresh tokens in seconds: a sign-in lasts until the next morning. */
const REFRESH_EXPIRES_IN = 24 * 60 * 60;

/** Signs and verifies the tokens of this issuer for this client. */
export function createTokens(issuer: string, clientId: string, key: SigningKey): Tokens {
  const keys = createLocalJWKSet({ keys: [key.publicJwk] });
  // The API refuses other audiences: a refresh token names the token endpoint.
  const audience = `${issuer}/oauth2/token`;
  const signed = (claims: JWTPayload, seconds = EXPIRES_IN): Promise<string> =>
    new SignJWT({ ...claims, jti: randomUUID() })
      .setProtectedHeader({ alg: ALGORITHM, kid: key.publicJwk.kid })
      .setIssuer(issuer)
      .setIssuedAt()
      .setExpirationTime(`${seconds}s`)
      .sign(key.privateKey);
  return {
    keys,
    access: (user) =>
      signed({ ...user, username: nameOf(user), client_id: clientId, token_use: 'access', version: 2 }),
    id: ({ user, at }, nonce) =>
      signed({
        sub: user.sub,
        aud: clientId,
        'cognito:username': nameOf(user),
        auth_time: at,
        token_use: 'id',
        ...(nonce !== undefined && { nonce }),
      }),
    refresh: ({ user, at }) =>
      signed({ aud: audience, user, auth_time: at, token_use: 'refresh' }, REFRESH_EXPIRES_IN),
    signedIn: async (refreshToken) => {
      try {
        const { payload } = await jwtVerify(refreshToken, keys, {
          issuer,
          audience,
          algorithms: [ALGORITHM],
        });
        return { user: payload.user as UserClaims, at: Number(payload.auth_time) };
      } catch {
        return undefined;
      }
    },
  };
}
