import { createHash, randomBytes } from 'node:crypto';
import type { SignedIn } from './tokens.ts';

/** The sign-in that a code is exchanged for. */
export interface Grant extends SignedIn {
  /** The expected hash of the verifier (PKCE, `S256`). */
  readonly challenge: string;
  readonly nonce: string | undefined;
}

/** Authorization codes, each valid for one exchange within a minute. */
export interface AuthCodes {
  /** Issues a code. */
  give(grant: Grant): string;
  /**
   * The grant of a code; undefined when it has expired or the verifier is wrong. Uses up the code
   * in any case.
   */
  exchange(code: string, verifier: string): Grant | undefined;
}

const LIFETIME_MS = 60_000;

/** Keeps codes in memory: a restart during a sign-in makes the user start again. */
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

/** The challenge of a verifier (RFC 7636, `S256`). */
export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url');
