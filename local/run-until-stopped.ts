import { messageOf, StartError } from './errors.ts';
import { parseOptions, USAGE, type Options } from './options.ts';
import { isRunning } from './processes.ts';
import type { System } from './system.ts';
import { startMessage } from './start-message.ts';

/** Starts a system with the options of the command line and runs it until Ctrl-C. */
export async function runUntilStopped(start: (options: Options) => Promise<System>): Promise<void> {
  // An unhandled rejection in a function would end its own Lambda instance; here it must not end
  // the system.
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

/** The longest time that shutdown may take. */
const DEADLINE_MS = 4_000;

/** npm forwards a Ctrl-C that this process already received: within this time both are the same. */
const SAME_SIGNAL_MS = 500;

/**
 * The first Ctrl-C ends the system in order. A second one, or one during the start, exits at once:
 * no confirmed write is lost.
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

/** Ends the system when npm dies: a killed npm would leave it behind with the port and the data. */
function endWithNpm(end: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    // Windows keeps the parent's pid after the parent has ended.
    if (process.ppid === parent && isRunning(parent)) return;
    clearInterval(timer);
    end();
  }, 100);
  timer.unref();
}
