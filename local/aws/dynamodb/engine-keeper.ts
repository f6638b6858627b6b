/**
 * Runs the embedded database and ends it when the parent process dies, even by `kill -9`: the
 * operating system then closes the pipe on standard input. Prints the database's process id first.
 */
import { spawn } from 'node:child_process';

/** How long the database may take to end after SIGTERM. */
const PATIENCE_MS = 1_000;

const [binary = '', ...options] = process.argv.slice(2);
const engine = spawn(binary, options, { stdio: 'ignore', windowsHide: true });
engine.once('error', ({ message }) => {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
});
engine.once('spawn', () => process.stdout.write(`${String(engine.pid)}\n`));
engine.once('exit', (code) => process.exit(code ?? 1));

const end = (): void => {
  engine.kill('SIGTERM');
  setTimeout(() => engine.kill('SIGKILL'), PATIENCE_MS);
};
process.stdin.once('close', end).resume();
process.once('SIGTERM', end);
// Ignored: Ctrl-C reaches every process of the terminal, and the last requests need the database.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
