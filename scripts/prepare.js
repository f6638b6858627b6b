/**
 * Runs at the end of `npm ci`: builds what `npm start` and the tests run, so that the first start
 * takes seconds. A failure is only a warning: `npm start` builds again, and prints the cause. Plain
 * JavaScript, which an older Node can read.
 */
import { log, warn } from 'node:console';
import { versions } from 'node:process';

const WANTED = 24;

async function prepare() {
  if (Number(versions.node.split('.')[0]) < WANTED) return;
  const { synthesized } = await import('../local/template/synth.ts');
  await synthesized(log);
}

await prepare().catch((error) => {
  warn(`Nothing is built yet (${error.message}): npm start will try again.`);
});
