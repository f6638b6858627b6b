/** A system that was started, as those who call it meet it. */
import pMap from 'p-map';
import { expect } from 'vitest';
import type { Body } from '../api/response-body.ts';
import { checkAnswer } from '../api/contract.ts';
import { isOfGateway } from '../api/fits-contract.ts';
import { start, tokenAt, up } from './spawn-system.ts';

/**
 * Somebody who calls a system that is up; what is not answered with these statuses fails, and so
 * does what the OpenAPI document does not say.
 */
export const callerAt =
  (url: string, token: string) =>
  async (method: string, path: string, body?: unknown, expected: readonly number[] = [200, 201]) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const read = (text === '' ? {} : JSON.parse(text)) as Body;
    const { status } = answer;
    expect(expected, `${method} ${path} ${text}`).toContain(status);
    const answered = { status, headers: Object.fromEntries(answer.headers), body: read, text };
    if (!isOfGateway(answered)) checkAnswer({ method, path }, answered);
    return { status, body: read };
  };

export type SystemCall = ReturnType<typeof callerAt>;

/** A system that is up, as an admin and the staff of `CEN` meet it. */
export const upAs = async (args: readonly string[]): Promise<{ admin: SystemCall; staff: SystemCall }> => {
  const url = await up(start(args));
  return {
    admin: callerAt(url, await tokenAt(url)),
    staff: callerAt(url, await tokenAt(url, 'staff-CEN', 'staff')),
  };
};

/** A branch, a title, and copies of it, all of which say the same beside their barcode. */
export const smallLibrary = async (
  admin: SystemCall,
  copyIds: readonly string[],
  fields: Readonly<Record<string, unknown>> = {},
): Promise<void> => {
  await admin('PUT', '/api/branches/CEN', { name: 'Centrum', contacts: ['centrum@bibliotheek.example'] });
  await admin('PUT', '/api/titles/T1', { title: 'Pluk van de Petteflet' });
  const body = { titleId: 'T1', branchId: 'CEN', ...fields };
  // Copies of one title wait for each other: more at a time would only wait longer.
  await pMap(copyIds, (copyId) => admin('PUT', `/api/copies/${copyId}`, body), { concurrency: 4 });
};
