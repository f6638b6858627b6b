import pMap from 'p-map';
import type { ForgedToken } from './forged-tokens.ts';
import type { Target } from './target.ts';
import { wants, type Check, type Results } from './results.ts';
import { isPublic, permissions, ROLES, type Permission } from './permissions.ts';
import type { RawRequest } from './raw-client.ts';

const CONCURRENCY = 8;

/** A path filled with ids of the attacked branch. */
const pathTo = ({ id }: Target, path: string): string => {
  const [, , kind = ''] = path.split('/');
  const one: Readonly<Record<string, string>> = {
    reservations: id('NRD.copyReservation'),
    activities: id('NRD.activity'),
    batches: id('NRD.batch'),
    flags: id('NRD.flag'),
    jobs: id('job'),
  };
  return path
    .replace('{branchId}', 'NRD')
    .replace('{titleId}', 'T1')
    .replace('{copyId}', 'NRD-1')
    .replace('{patronId}', id('NRD.card'))
    .replace('{collection}', 'SINT')
    .replace('{id}', encodeURIComponent(one[kind] ?? ''));
};

const requestFor = (method: string, path: string, as?: string): RawRequest => ({
  method,
  path,
  as,
  headers: { 'content-type': 'application/json' },
  ...(method !== 'GET' && method !== 'DELETE' && { body: '{}' }),
});

/** Tries every forged token on every call; only public calls may succeed. */
export const tryForgedTokens = async (
  results: Results,
  target: Target,
  tokens: readonly ForgedToken[],
): Promise<void> => {
  const tries = permissions().flatMap((one) => tokens.map((token) => ({ one, token })));
  await pMap(
    tries,
    async ({ one, token: { name, authorization, wanted } }) => {
      const request = requestFor(one.method, pathTo(target, one.path));
      const headers = { ...request.headers, ...(authorization.length > 0 && { authorization }) };
      await results.send(`token: ${name}`, { ...request, headers }, wants(isPublic(one) ? 200 : wanted));
    },
    { concurrency: CONCURRENCY },
  );
};

const isRole = ({ body }: Parameters<Check>[0]): boolean =>
  (body as { type?: string }).type === '/problems/role';

const mayNot: Check = (response) =>
  response.status === 403 && isRole(response)
    ? []
    : [`It answers ${response.status} to a role that may not.`];
const may: Check = (response) =>
  response.status === 403 && isRole(response) ? ['It refuses a role that may.'] : [];

/** A malformed request; its role must be checked before its contents. */
const nonsense = ({ method, path }: Permission, as: string): RawRequest =>
  requestFor(method, `${path.replace(/\{\w+\}/g, '%20')}?nonsense=1`, as);

/**
 * Tries each cell of `docs/permissions.md` with a malformed request and, if the role is forbidden,
 * with one that would have an effect.
 */
export const tryRoleMatrix = async (results: Results, target: Target): Promise<void> => {
  const cells = permissions().flatMap((one) => ROLES.map((role) => ({ one, role })));
  await pMap(
    cells,
    async ({ one, role }) => {
      const kind = `role: ${role} ${one.may[role] ? 'may' : 'may not'}`;
      await results.send(kind, nonsense(one, role), one.may[role] ? may : mayNot);
      if (one.may[role]) return;
      await results.send(kind, requestFor(one.method, pathTo(target, one.path), role), mayNot);
    },
    { concurrency: CONCURRENCY },
  );
};
