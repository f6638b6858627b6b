import { jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { isRecord } from '../template/template-values.ts';

/** What a JWT authorizer is told to trust. */
export interface Trust {
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** The issuer's keys. */
  readonly keys: JWTVerifyGetKey;
}

/** What the authorizer makes of a request: the claims as the function gets them, or why not. */
export type Authorization =
  | { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] }
  | { readonly refusal: string };

/** How many tokens are remembered as well signed. */
const REMEMBERED = 1_000;

/** HTTP APIs know RSA only. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/** Judges an `authorization` header. */
export type Authorizer = (header: string | undefined, now?: Date) => Promise<Authorization>;

/** The JWT authorizer of an HTTP API. */
export function createAuthorizer(trust: Trust): Authorizer {
  // A signature stays good: whoever sends a thousand requests has it checked once.
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

/** What jose does not look at, or only when the claim is there, or only the first time. */
function whatIsWrong(payload: JWTPayload, audiences: readonly string[], now: Date): string | undefined {
  const seconds = now.getTime() / 1000;
  if (payload.exp === undefined) return 'the token has no expiry';
  if (payload.exp <= seconds) return 'the token has expired';
  if (payload.iat !== undefined && payload.iat > seconds) return 'the token was issued in the future';
  // Access tokens of Cognito have no audience; then, and only then, their client counts.
  const meant = [payload.aud ?? payload.client_id].flat();
  return meant.some((one) => typeof one === 'string' && audiences.includes(one))
    ? undefined
    : 'the token does not have a valid audience';
}

const invalid = (description: string): Authorization => ({
  refusal: `Bearer scope="" error="invalid_token" error_description="${description.replace(/["\\]|[^\x20-\x7e]/g, "'")}"`,
});

/**
 * Every claim as text, as the real authorizer hands them on: a list as `[a b]`, an object as JSON,
 * nothing for null.
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
