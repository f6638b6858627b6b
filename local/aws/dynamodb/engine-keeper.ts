/**
 * Runs the embedded database, and ends it when the process that started this one is gone, even by
 * `kill -9`: standard input is a pipe from there, which the operating system closes then. Prints
 * the database's process id first.
 */
import { spawn } from 'node:child_process';

/** The database gets this long to end by itself. */
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
// Ctrl-C reaches every process of the terminal. The last requests still need the database.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
