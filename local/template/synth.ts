import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Built } from '../../infra/bundle/build.ts';
import { buildOnce, type Say } from '../../infra/bundle/build-once.ts';
import { messageOf, StartError } from '../errors.ts';
import { withLock } from '../lock.ts';

const BUILDS = join(import.meta.dirname, '..', '..', '.build');

/**
 * What the cloud assembly depends on, beside what was built. It describes what the local system
 * runs, not how.
 */
const FILES = ['infra/**/*', 'lib/contract.ts', 'cdk.json', 'cdk.context.json', 'package-lock.json'];

/**
 * The directory with the synthesized app. Builds and synthesizes only what has changed since an
 * earlier start; one process does so at a time, and the others find the work done.
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
