/**
 * `npm run check [NAME …]`: runs every check, or the named ones, two at a time. Prints the output
 * of a failed check, and the time of each.
 */
import { spawn } from 'node:child_process';
import pMap from 'p-map';

const CHECKS: Readonly<Record<string, readonly string[]>> = {
  lint: ['eslint --max-warnings 0 .'],
  types: ['tsc -p .', 'tsc -p web'],
  format: ['prettier --check --log-level warn .'],
  imports: [
    'depcruise --config .dependency-cruiser.js bench cli functions infra lib local proof scripts test testing web',
  ],
  unused: ['knip'],
  names: ['node scripts/check-names.ts'],
  docs: ['node scripts/write-docs.ts --check'],
  synth: ['cdk synth -q'],
};

/** Runs a command; answers its success and its output. */
const run = (command: string): Promise<{ readonly isGood: boolean; readonly output: string }> =>
  new Promise((resolve) => {
    const child = spawn(command, { shell: true, env: { ...process.env, FORCE_COLOR: '1' } });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('close', (code) => {
      resolve({ isGood: code === 0, output });
    });
  });

const passes = async (name: string): Promise<boolean> => {
  const started = performance.now();
  const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(0)} s`;
  for (const command of CHECKS[name] ?? []) {
    const { isGood, output } = await run(command);
    if (isGood) continue;
    console.log(`✗ ${name} (${seconds()}): ${command}\n${output}`);
    return false;
  }
  console.log(`✓ ${name} (${seconds()})`);
  return true;
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in CHECKS));
if (unknown.length > 0) {
  console.error(`There is no check ${unknown.join(', ')}; there is ${Object.keys(CHECKS).join(', ')}.`);
  process.exit(2);
}
const wanted = named.length > 0 ? named : Object.keys(CHECKS);
const results = await pMap(wanted, passes, { concurrency: 2 });
process.exitCode = results.every(Boolean) ? 0 : 1;
