/** `npm run dev`: the whole system on this machine, which shows changes of the client and the functions at once. */
import { runUntilStopped } from './run-until-stopped.ts';

await runUntilStopped(async (options) => {
  const { startDevSystem } = await import('./dev-system.ts');
  return startDevSystem(options, console.log);
});
