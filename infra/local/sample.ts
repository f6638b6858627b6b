import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StopError } from '../../feed/failures.ts';
import { StartError } from './errors.ts';
import type { Identity } from './identity.ts';
import { listen, type Answer } from './server.ts';
import { userOf } from './users.ts';

/** Whether the sample library is there, is to be loaded now (wholly, or the rest of it), or is neither. */
export type SampleState = 'loading' | 'loaded' | 'absent';

const fileIn = (directory: string): string => join(directory, 'sample.json');

/** What to do about the sample library: it goes into empty data only, and loading that was cut short is finished. */
export function sampleState(directory: string, dataIsEmpty: boolean, unwanted: boolean): SampleState {
  const known = dataIsEmpty ? 'absent' : recorded(directory);
  if (known === 'loaded') return known;
  return !unwanted && (dataIsEmpty || known === 'loading') ? 'loading' : 'absent';
}

/** Loads the sample library through this API, which nobody else is let into yet. Loading twice does no harm. */
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
  record(directory, 'loading');
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

function recorded(directory: string): SampleState {
  try {
    const { state } = JSON.parse(readFileSync(fileIn(directory), 'utf8')) as { state?: unknown };
    return state === 'loading' || state === 'loaded' ? state : 'absent';
  } catch {
    return 'absent';
  }
}

const record = (directory: string, state: SampleState): void => {
  writeFileSync(fileIn(directory), `${JSON.stringify({ state })}\n`);
};

/** Forgets that the sample library was loaded, or was being loaded: something else is there now. */
export const forgetSample = (directory: string): void => {
  rmSync(fileIn(directory), { force: true });
};
