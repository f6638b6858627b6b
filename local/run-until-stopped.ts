import { messageOf, StartError } from './errors.ts';
import { parseOptions, USAGE, type Options } from './options.ts';
import { isRunning } from './processes.ts';
import type { System } from './system.ts';
import { startMessage } from './start-message.ts';

/** Starts a system with the options of the command line and runs it until Ctrl-C. */
export async function runUntilStopped(start: (options: Options) => Promise<System>): Promise<void> {
  // What a function leaves behind unawaited would end its own instance, not the system.
  process.on('unhandledRejection', (error) => {
    console.error(error);
  });
  try {
    const options = parseOptions(process.argv.slice(2));
    if (options === 'help') {
      console.log(USAGE);
      return;
    }
    const starting = start(options);
    endOnSignals(starting);
    console.log(startMessage(await starting, performance.now()));
  } catch (error) {
    console.error(error instanceof StartError ? messageOf(error) : error);
    process.exit(1);
  }
}

/** How long ending may take at the very most. */
const DEADLINE_MS = 4_000;

/** npm passes on a Ctrl-C that reached us already: within this time it is the same one. */
const SAME_SIGNAL_MS = 500;

/**
 * Ctrl-C ends the system; a second one, or a system that isn't up yet, ends at once: nothing
 * confirmed is lost.
 */
function endOnSignals(starting: Promise<System>): void {
  let system: System | undefined;
  let endingSince: number | undefined;
  starting.then(
    (started) => (system = started),
    () => undefined,
  );
  const end = (): void => {
    if (system === undefined) process.exit(0);
    if (endingSince !== undefined) {
      if (performance.now() - endingSince > SAME_SIGNAL_MS) process.exit(0);
      return;
    }
    endingSince = performance.now();
    setTimeout(() => process.exit(0), DEADLINE_MS).unref();
    void system.stop().finally(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  endWithNpm(end);
}

/**
 * Killing npm leaves what it runs behind, holding the port and the data: under npm, it ends with
 * its parent.
 */
function endWithNpm(end: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    // Windows gives a process no other parent when its own has ended.
    if (process.ppid === parent && isRunning(parent)) return;
    clearInterval(timer);
    end();
  }, 100);
  timer.unref();
}
