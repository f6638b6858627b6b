/** The sample library: four branches of a Dutch town, real children's books, and what has happened there lately. */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import pMap from 'p-map';

import { StopError } from './failures.ts';
import { readRecords } from './lines.ts';
import { loadFile } from './load.ts';
import { makePlan } from './plan.ts';
import type { Reject } from './rejects.ts';
import { carryOut } from './sample-acts.ts';
import type { Act } from './sample-acts.ts';
import { endActivities, makeActivities } from './sample-activities.ts';
import type { SampleActivity } from './sample-activities.ts';
import { ask } from './sample-ask.ts';
import { setRules } from './sample-rules.ts';
import type { SampleRule } from './sample-rules.ts';
import type { Api } from './send.ts';

/** Where the sample library's files are. */
export const SAMPLE_DIRECTORY = fileURLToPath(new URL('./sample/', import.meta.url));

export interface SampleOptions {
  readonly url: string;
  /** An admin's. */
  readonly token: string;
  /** The API's day; the end dates of blocks are counted from it. */
  readonly today: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/** A reservation block that every copy of a collection gets, one by one: no standing rule says so. */
interface CollectionBlock {
  readonly copyId: string;
  readonly code: number;
  readonly reason: string;
}

const AT_ONCE = 16;

/**
 * Loads the sample library into an empty system. May be broken off and begun again, minutes or days later: what is
 * there already stays, and nothing happens twice.
 */
export async function loadSample({ url, token, today, onProgress }: SampleOptions): Promise<void> {
  const api: Api = { url, token };
  const { files } = await makePlan(SAMPLE_DIRECTORY);
  const rules = await readCollectionRules();
  const blocks = await readCollectionBlocks();
  const acts = await readActs();
  const activities = await readActivities();
  const inFiles = files.reduce((sum, { lines }) => sum + lines, 0);
  const total = inFiles + rules.length + activities.length + blocks.length + acts.length;
  let done = 0;
  const step = () => onProgress?.((done += 1), total);

  // Before there are copies: each of these is blocked in the write that makes it (rule C2).
  await setRules(api, rules, step);
  for (const file of files) await loadFile(api, file, { onReject: stopUnlessInUse, onProgress: step });
  const when = (moment: Act['when']) => acts.filter((act) => act.when === moment);
  const ids = await makeActivities(api, activities, today, step);
  await carryOut(api, when('before'), ids, today, step);
  await pMap(blocks, (block) => setBlock(api, block).then(step), { concurrency: AT_ONCE });
  await carryOut(api, when('after'), ids, today, step);
  await endActivities(api, activities, ids, today);
}

/** The activities of the sample library. */
export async function readActivities(): Promise<readonly SampleActivity[]> {
  return (await readTable('activities.csv')) as unknown as readonly SampleActivity[];
}

/** The acts of the sample library, in order. That the file holds acts and nothing else is a test's business. */
export async function readActs(): Promise<readonly Act[]> {
  return (await readTable('acts.csv')) as unknown as readonly Act[];
}

/** The standing rules of collections. */
export async function readCollectionRules(): Promise<readonly SampleRule[]> {
  return (await readTable('collection-rules.csv')) as unknown as readonly SampleRule[];
}

/** The reservation blocks of all copies in the collections of `collection-blocks.csv`. */
export async function readCollectionBlocks(): Promise<readonly CollectionBlock[]> {
  const byCollection = new Map(
    (await readTable('collection-blocks.csv')).map((row) => [row.collection, row]),
  );
  return (await readTable('copies.csv')).flatMap(({ copyId = '', collection }) => {
    const block = byCollection.get(collection);
    return block ? [{ copyId, code: Number(block.code), reason: block.reason ?? '' }] : [];
  });
}

const readTable = (name: string) => readRecords(join(SAMPLE_DIRECTORY, name));

async function setBlock(api: Api, { copyId, ...body }: CollectionBlock): Promise<void> {
  await ask(api, { method: 'PUT', path: `/api/copies/${copyId}/blocks/reservation`, body });
}

/** A card with copies on it has been given its activity by an earlier load: it stays as it is. */
function stopUnlessInUse({ file, line, codes, reason }: Reject): void {
  if (codes.includes('card-in-use')) return;
  throw new StopError(`The sample library cannot be loaded: ${file}, line ${line}: ${reason}`);
}
