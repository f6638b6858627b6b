/**
 * The signed-in person by the claims of the access token; the API checks the token itself
 * (docs/adr/0003-tokens.md).
 */
export interface Person {
  readonly name: string;
  readonly role: string;
  /** The branches of a staff member. */
  readonly branchIds: readonly string[];
}

/** Reads the person from the claims of an access token. */
export function personIn(accessToken: string): Person {
  const claims = claimsOf(accessToken);
  const text = (name: string): string => (typeof claims[name] === 'string' ? claims[name] : '');
  return {
    name: text('username') || text('sub'),
    role: text('role'),
    branchIds: branchesIn(claims.branchIds),
  };
}

/** Cognito sends the claim as one text with spaces between the ids. */
const branchesIn = (claim: unknown): readonly string[] =>
  (Array.isArray(claim) ? claim.map(String) : typeof claim === 'string' ? claim.split(/[\s,]+/) : []).filter(
    Boolean,
  );

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  const payload = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
  const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}

/** Whether this person may change what belongs to a branch (rule B8). */
export const worksFor = (person: Person, branchId: string): boolean =>
  person.role === 'admin' || person.branchIds.includes(branchId);
