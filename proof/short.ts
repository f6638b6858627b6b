/**
 * `npm run prove`: a short version of every proof and of the measurements that promise something,
 * one after the other.
 */
import { spawnSync } from 'node:child_process';
import { say } from './report.ts';

/**
 * What is run: some four minutes on two cores. Whether the checker finds anything is part of it.
 */
const PROOFS: readonly (readonly [command: string, ...args: readonly string[]])[] = [
  ['test:races', '--seconds', '12', '--seed', '1'],
  ['test:races', '--seconds', '8', '--seed', '1', '--clients', '12', '--without', 'copy-version'],
  ['test:faults', '--seconds', '12', '--seed', '1'],
  ['test:abuse', '--seconds', '15', '--seed', '1'],
  ['bench:size', '--copies', '2000,10000'],
  ['bench:load', '--copies', '2000', '--seconds', '5', '--rate', '40'],
];

const failed = PROOFS.filter(([command, ...args]) => {
  const line = `npm run ${command} -- ${args.join(' ')}`;
  say(line);
  const { status } = spawnSync('npm', ['run', '--silent', command, '--', ...args], { stdio: 'inherit' });
  say(status === 0 ? 'passed\n' : `FAILED: ${line}\n`);
  return status !== 0;
});
say(failed.length === 0 ? 'all passed' : `${failed.length} of ${PROOFS.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
