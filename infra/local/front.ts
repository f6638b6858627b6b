import { join } from 'node:path';
import type { Assembly } from './assembly.ts';
import type { LocalFunction } from './functions.ts';
import { createGateway } from './gateway.ts';
import { createIdentity, type Identity } from './identity.ts';
import { valuesOf } from './incoming.ts';
import type { Answer } from './server.ts';
import { createSite } from './site.ts';

/** What people and programs find under the address of the system. */
export interface Front {
  readonly identity: Identity;
  /** The API alone. */
  readonly api: Answer;
  /** Sign-in, the staff client and the API. */
  readonly all: Answer;
}

/** Where the system is, on this machine and in time. */
export interface Place {
  readonly url: string;
  /** The directory with its data. */
  readonly directory: string;
  /** By how many days its clock is shifted. */
  readonly shiftDays: number;
}

/** What the assembly has people and programs find. */
export async function createFront(
  assembly: Assembly,
  functions: readonly LocalFunction[],
  { url, directory, shiftDays }: Place,
): Promise<Front> {
  const clientId = clientOf(assembly);
  const identity = await createIdentity(url, clientId, join(directory, 'identity.json'));
  const site = createSite(assembly, {
    authority: url,
    clientId,
    ...(shiftDays !== 0 && { clockShiftDays: shiftDays }),
  });
  const api = createGateway(assembly, functions, identity);
  return { identity, api, all: (incoming) => identity.answer(incoming) ?? site(incoming) ?? api(incoming) };
}

/** Whoever asks for data waits until all of it is there; who opens the client, signs in, or asks whether Apart is up does not. */
export const afterLoading =
  (loading: Promise<void>, all: Answer): Answer =>
  async (incoming) => {
    if (valuesOf(incoming.rawHeaders, 'authorization').length > 0) await loading;
    return all(incoming);
  };

/** Tokens are given as if to the first client of the user pool, the one that people sign in with. */
const clientOf = (assembly: Assembly): string =>
  assembly.ofType('AWS::Cognito::UserPoolClient')[0]?.ref ?? 'local';
