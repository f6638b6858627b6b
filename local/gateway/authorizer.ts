import { jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { isRecord } from '../template/template-values.ts';

/** The issuer, audiences and keys that a JWT authorizer trusts. */
export interface Trust {
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** The issuer's keys. */
  readonly keys: JWTVerifyGetKey;
}

/**
 * The decision on a request: the claims for the function, or the `www-authenticate` header of the
 * refusal.
 */
export type Authorization =
  | { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] }
  | { readonly refusal: string };

/** The size of the cache of verified tokens. */
const REMEMBERED = 1_000;

/** HTTP APIs accept RSA only. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/** Checks an `authorization` header. */
export type Authorizer = (header: string | undefined, now?: Date) => Promise<Authorization>;

/** A JWT authorizer with the behaviour of an HTTP API's. */
export function createAuthorizer(trust: Trust): Authorizer {
  // A valid signature stays valid: a thousand requests with one token cost one verification.
  const signed = new Map<string, JWTPayload>();
  const payloadOf = async (token: string, now: Date): Promise<JWTPayload> => {
    const known = signed.get(token);
    if (known !== undefined) return known;
    const options = { algorithms: ALGORITHMS, issuer: trust.issuer, currentDate: now };
    const { payload } = await jwtVerify(token, trust.keys, options);
    if (signed.size >= REMEMBERED) signed.clear();
    signed.set(token, payload);
    return payload;
  };
  return async (header, now = new Date()) => {
    const token = header?.replace(/^bearer(\s+|$)/i, '').trim() ?? '';
    if (token === '') return { refusal: 'Bearer' };
    try {
      const payload = await payloadOf(token, now);
      const wrong = whatIsWrong(payload, trust.audiences, now);
      return wrong === undefined ? { claims: asText(payload), scopes: scopesOf(payload) } : invalid(wrong);
    } catch (error) {
      return invalid(error instanceof Error ? error.message : 'the token is not valid');
    }
  };
}

/**
 * The checks that jose never makes, makes only for a claim that is present, or makes only once per
 * token.
 */
function whatIsWrong(payload: JWTPayload, audiences: readonly string[], now: Date): string | undefined {
  const seconds = now.getTime() / 1000;
  if (payload.exp === undefined) return 'the token has no expiry';
  if (payload.exp <= seconds) return 'the token has expired';
  if (payload.iat !== undefined && payload.iat > seconds) return 'the token was issued in the future';
  // Cognito's access tokens have no audience; only then `client_id` counts.
  const meant = [payload.aud ?? payload.client_id].flat();
  return meant.some((one) => typeof one === 'string' && audiences.includes(one))
    ? undefined
    : 'the token does not have a valid audience';
}

const invalid = (description: string): Authorization => ({
  refusal: `Bearer scope="" error="invalid_token" error_description="${description.replace(/["\\]|[^\x20-\x7e]/g, "'")}"`,
});

/**
 * The claims as text, in the real authorizer's format: a list as `[a b]`, an object as JSON, null
 * left out.
 */
export function asText(payload: JWTPayload): Record<string, string> {
  return Object.fromEntries(
    Object.entries(payload)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, textOf(value)]),
  );
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(' ')}]`;
  return isRecord(value) ? JSON.stringify(value) : String(value);
}

const scopesOf = ({ scope }: JWTPayload): readonly string[] =>
  typeof scope === 'string' ? scope.split(' ').filter((one) => one !== '') : [];
