import { createHash } from 'node:crypto';

/** The claims about a user in a token. */
export type UserClaims =
  | { readonly sub: string; readonly role: 'admin' | 'feed' }
  | { readonly sub: string; readonly role: 'staff'; readonly branchIds: readonly string[] }
  | { readonly sub: string; readonly role: 'patron'; readonly patronId: string };

const ID = /^[A-Za-z0-9._-]{1,40}$/;

/**
 * The sample user with this name and password. Every branch has staff and every card a patron,
 * whether Apart knows them or not.
 */
export function userOf(username: string, password: string): UserClaims | undefined {
  if ((username === 'admin' || username === 'feed') && password === username)
    return { sub: username, role: username };
  if (password === 'staff' && username.startsWith('staff-')) return staffOf(username.slice('staff-'.length));
  if (password === 'patron' && ID.test(username))
    return { sub: patronSub(username), role: 'patron', patronId: username };
  return undefined;
}

/** The name that this user signs in with. */
export const nameOf = (user: UserClaims): string => (user.role === 'patron' ? user.patronId : user.sub);

/** Splits at spaces too: a `+` that a client did not encode arrives as a space. */
function staffOf(branches: string): UserClaims | undefined {
  const branchIds = [...new Set(branches.split(/[+ ]/))];
  if (!branchIds.every((id) => ID.test(id))) return undefined;
  return { sub: `staff-${branchIds.join('+')}`, role: 'staff', branchIds };
}

/** Stable, and not the card number: `sub` appears in logs and histories. */
const patronSub = (patronId: string): string =>
  `patron-${createHash('sha256').update(patronId).digest('hex').slice(0, 16)}`;
