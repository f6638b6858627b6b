import { createHash, randomBytes } from 'node:crypto';
import type { SignedIn } from './tokens.ts';

/** What a code stands for until it is exchanged. */
export interface Grant extends SignedIn {
  /** What the verifier must hash to (PKCE, `S256`). */
  readonly challenge: string;
  readonly nonce: string | undefined;
}

/** Codes that are good for one exchange, and a minute. */
export interface AuthCodes {
  /** A new code for this. */
  give(grant: Grant): string;
  /** What the code stands for, to whoever knows its verifier; the code is spent either way. */
  exchange(code: string, verifier: string): Grant | undefined;
}

const LIFETIME_MS = 60_000;

/** Codes in memory: a sign-in that a restart comes across is begun again. */
export function createAuthCodes(): AuthCodes {
  const open = new Map<string, { readonly grant: Grant; readonly until: number }>();
  return {
    give: (grant) => {
      const now = Date.now();
      for (const [code, { until }] of open) if (until < now) open.delete(code);
      const code = randomBytes(24).toString('base64url');
      open.set(code, { grant, until: now + LIFETIME_MS });
      return code;
    },
    exchange: (code, verifier) => {
      const found = open.get(code);
      open.delete(code);
      if (found === undefined || found.until < Date.now()) return undefined;
      return challengeOf(verifier) === found.grant.challenge ? found.grant : undefined;
    },
  };
}

/** The challenge that belongs to a verifier (RFC 7636, `S256`). */
export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url');
