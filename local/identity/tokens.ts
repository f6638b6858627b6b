import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, jwtVerify, SignJWT, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { ALGORITHM, type SigningKey } from './signing-key.ts';
import { nameOf, type UserClaims } from './users.ts';

/** Somebody who signed in, and when (seconds since 1970). */
export interface SignedIn {
  readonly user: UserClaims;
  readonly at: number;
}

/** Signs tokens as the user pool does. */
export interface Tokens {
  readonly keys: JWTVerifyGetKey;
  /** For the API. */
  access(user: UserClaims): Promise<string>;
  /** For the client that somebody signs in with; the nonce is the client's own. */
  id(who: SignedIn, nonce?: string): Promise<string>;
  /** To be exchanged for new tokens; good for nothing else, and kept nowhere. */
  refresh(who: SignedIn): Promise<string>;
  /** Who a refresh token is of; undefined when it is none of ours, or has ended. */
  signedIn(refreshToken: string): Promise<SignedIn | undefined>;
}

/** How long access and ID tokens are good for: a working day (seconds). */
export const EXPIRES_IN = 8 * 60 * 60;

/** One sign-in lasts until the next morning. */
const REFRESH_EXPIRES_IN = 24 * 60 * 60;

/** The tokens of this issuer for this client. */
export function createTokens(issuer: string, clientId: string, key: SigningKey): Tokens {
  const keys = createLocalJWKSet({ keys: [key.publicJwk] });
  // The API refuses what is for somebody else: a refresh token is for the issuer alone.
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
