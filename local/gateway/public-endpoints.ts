import { join } from 'node:path';
import type { Assembly } from '../template/assembly.ts';
import type { LocalFunction } from '../aws/lambda/functions.ts';
import { createGateway } from './gateway.ts';
import { createIdentityProvider } from '../identity/identity.ts';
import type { RequestHandler } from './server.ts';
import { createSite } from '../site/site.ts';

/** The address of the system, its data and its clock. */
export interface SystemAddress {
  readonly url: string;
  /** The data directory. */
  readonly directory: string;
  /** The shift of the clock, in days. */
  readonly shiftDays: number;
}

/** Serves everything under the system's public address: sign-in, the staff client and the API. */
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

/** The client id in all tokens: that of the user pool's first client, which people sign in with. */
const clientOf = (assembly: Assembly): string =>
  assembly.ofType('AWS::Cognito::UserPoolClient')[0]?.ref ?? 'local';
