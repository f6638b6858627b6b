// Loaded with `--import` before any TypeScript: an older Node would stop at the first `.ts` file
// without an explanation.
import { exit, stderr, versions } from 'node:process';

const wanted = 24;
if (Number(versions.node.split('.')[0]) < wanted) {
  stderr.write(
    `Apart needs Node ${wanted} or newer and this is ${versions.node}: use the npm scripts after "npm ci", or install Node ${wanted}.\n`,
  );
  exit(1);
}
