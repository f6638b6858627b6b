import { StopError, UsageError } from '../catalogue/failures.ts';
import type { Output } from '../catalogue/progress.ts';
import { StartError } from '../../local/errors.ts';

/**
 * Runs a command, and prints one sentence for an expected error. Answers the exit code: 0 done, 1
 * broken off, 2 not begun.
 */
export async function run(command: () => Promise<number>, output: Output): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof StopError || error instanceof StartError))
      throw error;
    output.write(`${error.message}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

/**
 * Ends the process on Ctrl-C through `exit`, whose handlers end the engine and release the lock.
 */
export function endOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
}
