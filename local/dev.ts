/**
 * `npm run dev`: runs the whole system on this machine, with live changes of the client and the
 * functions.
 */
import { startDevSystem } from './dev-system.ts';
import { runUntilStopped } from './run-until-stopped.ts';

await runUntilStopped((options) => startDevSystem(options, console.log));
