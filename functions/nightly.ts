import { openNightServices } from '../lib/runtime/night-services.ts';
import { nightlyHandler } from './handlers/nightly.ts';

/** The night: started by the schedule, or by an admin through the API. */
export const handler = nightlyHandler(openNightServices());
