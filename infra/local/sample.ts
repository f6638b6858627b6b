import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StopError } from '../../feed/failures.ts';
import { databaseIn } from './engine.ts';
import { StartError } from './errors.ts';
import type { Identity } from './identity.ts';
import { listen, type Answer } from './server.ts';
import { userOf } from './users.ts';

/** Whether this data has, gets, or does without the sample library. */
export type SampleState = 'loading' | 'loaded' | 'declined';

const fileIn = (directory: string): string => join(directory, 'sample.json');

/**
 * Decides about the sample library, once: on the first start on this directory. It is put on record before loading
 * begins, so that a start that is cut short in the middle goes on with it; loading twice does no harm.
 */
export function decideOnSample(directory: string, empty: boolean): SampleState {
  const decided = recorded(directory);
  if (decided !== undefined) return decided;
  const state = empty || existsSync(databaseIn(directory)) ? 'declined' : 'loading';
  record(directory, state);
  return state;
}

/** Loads the sample library through this API, which nobody else is let into yet, and puts that on record. */
export async function loadSampleInto(
  directory: string,
  api: Answer,
  identity: Identity,
  today: string,
  say: (line: string) => void,
): Promise<void> {
  const admin = userOf('admin', 'admin');
  if (admin === undefined) return;
  const { loadSample } = await import('../../feed/sample.ts');
  const inside = await listen(0, api);
  say('Loading the sample library…');
  const token = await identity.tokenFor(admin);
  try {
    await loadSample({ url: inside.url, token, today, onProgress: progressLines(say) });
  } catch (error) {
    throw error instanceof StopError ? new StartError(error.message) : error;
  }
  await inside.close(0);
  record(directory, 'loaded');
}

/** A line for every quarter. */
function progressLines(say: (line: string) => void): (done: number, of: number) => void {
  let told = 0;
  return (done, of) => {
    const quarter = Math.floor((4 * done) / of);
    if (quarter > told) say(`  ${done} of ${of}`);
    told = Math.max(told, quarter);
  };
}

function recorded(directory: string): SampleState | undefined {
  try {
    const { state } = JSON.parse(readFileSync(fileIn(directory), 'utf8')) as { state?: unknown };
    return state === 'loading' || state === 'loaded' || state === 'declined' ? state : undefined;
  } catch {
    return undefined;
  }
}

const record = (directory: string, state: SampleState): void => {
  writeFileSync(fileIn(directory), `${JSON.stringify({ state })}\n`);
};
