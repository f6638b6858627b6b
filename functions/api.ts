import { DATABASE_TIMEOUT_MS } from '../lib/runtime/clients.ts';
import { openServices } from '../lib/runtime/services.ts';
import { apiHandler } from './handlers/api.ts';

/** The HTTP API: answers events of API Gateway. */
export const handler = apiHandler(openServices(DATABASE_TIMEOUT_MS.api));
