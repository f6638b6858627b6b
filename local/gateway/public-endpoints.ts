import { join } from 'node:path';
import type { Assembly } from '../template/assembly.ts';
import type { LocalFunction } from '../aws/lambda/functions.ts';
import { createGateway } from './gateway.ts';
import { createIdentityProvider } from '../identity/identity.ts';
import type { RequestHandler } from './server.ts';
import { createSite } from '../site/site.ts';

/** Where the system is, on this machine and in time. */
export interface SystemAddress {
  readonly url: string;
  /** The directory with its data. */
  readonly directory: string;
  /** By how many days its clock is shifted. */
  readonly shiftDays: number;
}

/**
 * What people and programs find under the address of the system: sign-in, the staff client and the
 * API.
 */
export async function createPublicEndpoints(
  assembly: Assembly,
  functions: readonly LocalFunction[],
  { url, directory, shiftDays }: SystemAddress,
): Promise<RequestHandler> {
  const clientId = clientOf(assembly);
  const identity = await createIdentityProvider(url, clientId, join(directory, 'identity.json'));
  const site = createSite(assembly, {
    authority: url,
    clientId,
    ...(shiftDays !== 0 && { clockShiftDays: shiftDays }),
  });
  const api = createGateway(assembly, functions, identity);
  return (incoming) => identity.answer(incoming) ?? site(incoming) ?? api(incoming);
}

/**
 * Tokens are given as if to the first client of the user pool, the one that people sign in with.
 */
const clientOf = (assembly: Assembly): string =>
  assembly.ofType('AWS::Cognito::UserPoolClient')[0]?.ref ?? 'local';
