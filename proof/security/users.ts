import { apiClient } from '../../testing/system/http-client.ts';
import { tokenAt } from '../../testing/system/spawn-system.ts';

/** The sample users: the attackers belong to branch `CEN`, the others to `NRD`. */
const USERS = {
  admin: ['admin', 'admin'],
  feed: ['feed', 'feed'],
  staff: ['staff-CEN', 'staff'],
  other: ['staff-NRD', 'staff'],
  patron: ['29801000011', 'patron'],
  victim: ['29801000028', 'patron'],
} as const;

/** A user with a token. */
export type User = keyof typeof USERS;

/** The card of the attacker, and the card of the victim. */
export const [PATRON, VICTIM] = [USERS.patron[0], USERS.victim[0]];

/** Texts that no patron may read, of anybody else. */
export const SECRETS = [VICTIM, 'geheim', '"placedBy"', '"loan":'];

export type Tokens = Readonly<Record<User, string>>;

/** Sends a request that must succeed, as an admin by default, and answers its body. */
export type Ask = (
  method: string,
  path: string,
  body?: unknown,
  as?: User,
) => Promise<Record<string, unknown>>;

/** A client that sends each request with the token of the given user. */
export const callerWithToken =
  (url: string, tokens: Tokens): Ask =>
  (method, path, body, as = 'admin') =>
    apiClient(url, tokens[as])(method, path, body);

/** Signs all users in. */
export const tokensAt = async (url: string): Promise<Tokens> => {
  const given = Object.entries(USERS).map(async ([user, [name, password]]) => [
    user,
    await tokenAt(url, name, password),
  ]);
  return Object.fromEntries(await Promise.all(given)) as Tokens;
};
