/**
 * `npm run prove [NAME] -- [OPTIONS]`: runs one proof; without a name, a short version of every
 * proof and of the benchmarks that check a limit, one after another.
 */
import { spawnSync } from 'node:child_process';
import { runNamed, type Modules } from '../testing/run-named.ts';
import { say } from './report.ts';

const PROOFS: Modules = {
  races: () => import('./races.ts'),
  crowd: () => import('./crowd.ts'),
  faults: () => import('./faults.ts'),
  security: () => import('./security.ts'),
};

/**
 * The short versions: some five minutes on two cores. One of them leaves out a write condition, to
 * see that the checker notices.
 */
const SHORT: readonly (readonly [command: string, ...args: readonly string[]])[] = [
  ['prove races', '--seconds', '12', '--seed', '1'],
  ['prove races', '--seconds', '8', '--seed', '1', '--clients', '12', '--without', 'copy-version'],
  ['prove crowd'],
  ['prove crowd', '--copies', '1000'],
  ['prove faults', '--seconds', '12', '--seed', '1'],
  ['prove security', '--seconds', '15', '--seed', '1'],
  ['bench size', '--copies', '2000,10000'],
  ['bench load', '--copies', '2000', '--seconds', '5', '--rate', '40'],
];

const runShort = (): void => {
  const failed = SHORT.filter(([command, ...args]) => {
    const line = `npm run ${command} -- ${args.join(' ')}`;
    say(line);
    const npm = ['run', '--silent', ...command.split(' '), '--', ...args];
    const { status } = spawnSync('npm', npm, { stdio: 'inherit' });
    say(status === 0 ? 'passed\n' : `FAILED: ${line}\n`);
    return status !== 0;
  });
  say(failed.length === 0 ? 'all passed' : `${failed.length} of ${SHORT.length} failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
};

if (!(await runNamed(PROOFS))) runShort();
