import { DATABASE_TIMEOUT_MS } from '../lib/runtime/clients.ts';
import { openServices } from '../lib/runtime/services.ts';
import { workerHandler } from './handlers/worker.ts';

/** The worker: does what takes longer than a request may, one queue message at a time. */
export const handler = workerHandler(openServices(DATABASE_TIMEOUT_MS.background));
