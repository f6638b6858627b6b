/** `npm start`: runs the whole system on this machine until Ctrl-C. */
import { runUntilStopped } from './run-until-stopped.ts';

await runUntilStopped(async (options) => {
  const { startSystem } = await import('./system.ts');
  return startSystem(options, console.log);
});
