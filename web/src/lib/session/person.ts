/**
 * Who is signed in, as far as the access token says; the API decides by the token itself
 * (docs/adr/0003-tokens.md).
 */
export interface Person {
  readonly name: string;
  readonly role: string;
  /** Of staff: the branches they work for. */
  readonly branchIds: readonly string[];
}

/** The person in the claims of an access token. */
export function personIn(accessToken: string): Person {
  const claims = claimsOf(accessToken);
  const text = (name: string): string => (typeof claims[name] === 'string' ? claims[name] : '');
  return {
    name: text('username') || text('sub'),
    role: text('role'),
    branchIds: branchesIn(claims.branchIds),
  };
}

/** Cognito's claim is one text with spaces between the ids. */
const branchesIn = (claim: unknown): readonly string[] =>
  (Array.isArray(claim) ? claim.map(String) : typeof claim === 'string' ? claim.split(/[\s,]+/) : []).filter(
    Boolean,
  );

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  const payload = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
  const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}

/** Whether this person may change what is of this branch (rule B8). */
export const worksFor = (person: Person, branchId: string): boolean =>
  person.role === 'admin' || person.branchIds.includes(branchId);
