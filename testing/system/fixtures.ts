/** What tests and benchmarks start with: a system with its clients, and a small library. */
import pMap from 'p-map';
import { callerAt, type SystemCall } from './http-client.ts';
import { start, tokenAt, up } from './spawn-system.ts';

/** Starts a system for the current test; answers its clients as an admin and as staff of `CEN`. */
export const upAs = async (args: readonly string[]): Promise<{ admin: SystemCall; staff: SystemCall }> => {
  const url = await up(start(args));
  return {
    admin: callerAt(url, await tokenAt(url)),
    staff: callerAt(url, await tokenAt(url, 'staff-CEN', 'staff')),
  };
};

/** Creates branch `CEN`, title `T1`, and copies of it that differ only in their barcode. */
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
