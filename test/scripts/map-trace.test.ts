import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { buildFunctions } from '../../infra/bundle/build-functions.ts';
import { mapTrace } from '../../scripts/map-trace.ts';

const bundle = join(await buildFunctions(() => undefined), 'api');

it('leads from a trace of a bundle to our sources', async () => {
  const address = pathToFileURL(join(bundle, 'index.mjs')).href;
  const script = `import(${JSON.stringify(address)}).catch(({ stack }) => console.log(stack))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { env: {} });
  // The stack trace in the form that the log of a deployed function has.
  const trace = stdout.replaceAll(pathToFileURL(bundle).href, 'file:///var/task');
  expect(trace).toMatch(/^Error: TABLE_NAME is not set\.\n {4}at .*file:\/\/\/var\/task\/index\.mjs:\d+:\d+/);
  expect(mapTrace(trace, bundle)).toMatch(/^Error: .*\n {4}at .*lib\/runtime\/config\.ts:\d+:\d+/);
});

it('leaves what is not of the bundle as it is', () => {
  const trace = 'Error: no\n    at node:internal/main:1:2\n    at file:///var/task/other-version.mjs:1:2';
  expect(mapTrace(trace, bundle)).toBe(trace);
});
