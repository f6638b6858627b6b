import { setTimeout as pause } from 'node:timers/promises';
import type { Ask, User } from './users.ts';

/** Makes a batch and waits for its preview; answers its id. */
export const previewBatch = async (ask: Ask, order: object, as: User): Promise<string> => {
  const { id } = await ask('POST', '/api/batches', order, as);
  const path = `/api/batches/${String(id)}`;
  while ((await ask('GET', path)).status === 'previewing') await pause(50);
  return String(id);
};
