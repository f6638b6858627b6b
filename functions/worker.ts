import { DATABASE_TIMEOUT_MS } from '../lib/runtime/clients.ts';
import { openServices } from '../lib/runtime/services.ts';
import { workerHandler } from './handlers/worker.ts';

/** The worker: does what takes longer than a request may, as its queue tells it. */
export const handler = workerHandler(openServices(DATABASE_TIMEOUT_MS.background));
