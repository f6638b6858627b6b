import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Built } from '../../infra/bundle/build.ts';
import { buildOnce, type Say } from '../../infra/bundle/build-once.ts';
import { messageOf, StartError } from '../errors.ts';
import { withLock } from '../lock.ts';

const BUILDS = join(import.meta.dirname, '..', '..', '.build');

/**
 * The inputs of the cloud assembly besides the bundles. `local` is left out: it runs the assembly,
 * and does not change it.
 */
const FILES = ['infra/**/*', 'lib/contract.ts', 'cdk.json', 'cdk.context.json', 'package-lock.json'];

/**
 * Synthesizes the app and answers its directory. Builds only after a change since an earlier start.
 * A lock lets one process build while the others wait for the result. Throws a `StartError`.
 */
export async function synthesized(say: Say = () => undefined): Promise<string> {
  mkdirSync(BUILDS, { recursive: true });
  return withLock(join(BUILDS, 'build.lock'), async () => {
    const built = await build(say);
    const inputs = { files: FILES, values: Object.values(built) };
    const synthesize = (draft: string) => synthesizeInto(draft, built);
    return buildOnce({ name: 'assembly', title: 'the stacks', inputs, build: synthesize }, say);
  });
}

async function synthesizeInto(outdir: string, built: Built): Promise<void> {
  const { createApp } = await import('../../infra/app.ts');
  try {
    createApp(built, { outdir }).synth();
  } catch (error) {
    throw new StartError(`The system does not synthesize: ${messageOf(error)}`);
  }
}
