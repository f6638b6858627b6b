import { openServices } from '../lib/runtime/services.ts';
import { apiHandler } from './handlers/api.ts';

/** The HTTP API: API Gateway events in, answers out. */
export const handler = apiHandler(openServices());
