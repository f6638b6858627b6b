/**
 * `npm run dev`: the whole system on this machine, which shows changes of the client and the
 * functions at once.
 */
import { startDevSystem } from './dev-system.ts';
import { runUntilStopped } from './run-until-stopped.ts';

await runUntilStopped((options) => startDevSystem(options, console.log));
