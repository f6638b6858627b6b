import type { NightlyEvent } from '../lib/contract.ts';
export const handler = (_event: NightlyEvent): Promise<void> => Promise.resolve();
