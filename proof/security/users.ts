import { apiClient } from '../../testing/system/http-client.ts';
import { tokenAt } from '../../testing/system/spawn-system.ts';

/** Whose token is whose: the attackers are of branch `CEN`, the others of `NRD`. */
const USERS = {
  admin: ['admin', 'admin'],
  feed: ['feed', 'feed'],
  staff: ['staff-CEN', 'staff'],
  other: ['staff-NRD', 'staff'],
  patron: ['29801000011', 'patron'],
  victim: ['29801000028', 'patron'],
} as const;

/** Somebody with a token. */
export type User = keyof typeof USERS;

/** The cards of the attacker, and of the one who is attacked. */
export const [PATRON, VICTIM] = [USERS.patron[0], USERS.victim[0]];

/** What nobody but staff may ever read, and no log may hold. */
export const SECRETS = [VICTIM, 'geheim', '"placedBy"', '"loan":'];

/** A token of each. */
export type Tokens = Readonly<Record<User, string>>;

/** A call that must go well; answers the body. */
export type Ask = (
  method: string,
  path: string,
  body?: unknown,
  as?: User,
) => Promise<Record<string, unknown>>;

/** Who asks at this address, with these tokens. */
export const callerWithToken =
  (url: string, tokens: Tokens): Ask =>
  (method, path, body, as = 'admin') =>
    apiClient(url, tokens[as])(method, path, body);

/** The tokens of all of them, of a system that is up. */
export const tokensAt = async (url: string): Promise<Tokens> => {
  const given = Object.entries(USERS).map(async ([user, [name, password]]) => [
    user,
    await tokenAt(url, name, password),
  ]);
  return Object.fromEntries(await Promise.all(given)) as Tokens;
};
