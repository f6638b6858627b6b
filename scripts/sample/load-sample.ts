/**
 * The sample library: four branches of a Dutch town, real children's books, and their recent
 * history.
 */
import { join } from 'node:path';
import { readEntries } from '../../cli/catalogue/entries.ts';
import { readRecords } from '../../cli/catalogue/lines.ts';
import { makePlan } from '../../cli/catalogue/plan.ts';
import type { Ask } from './ask.ts';
import { carryOut, type Act } from './acts.ts';
import { endActivities, makeActivities, type SampleActivity } from './activities.ts';

/** The directory with the CSV files. */
export const SAMPLE_DIRECTORY = join(import.meta.dirname, 'data');

/**
 * A standing rule of the sample: the reservation block that a collection's copies get, in every
 * branch (rule C4).
 */
export interface SampleRule {
  readonly collection: string;
  readonly code: string;
}

/** A reservation block on one copy. */
export interface SampleBlock {
  readonly copyId: string;
  readonly code: number;
  readonly reason: string;
}

/**
 * Loads the sample library into an empty system through its API, with all days relative to `today`.
 */
export async function loadSample(ask: Ask, today: string): Promise<void> {
  const acts = await readActs();
  const activities = await readActivities();
  // Rules come before copies, so that each copy gets its block in the write that makes it (rule
  // C2).
  for (const { collection, code } of await readCollectionRules())
    await ask('PUT', `/api/collections/${collection}/rule`, { code: Number(code) });
  await loadCatalogue(ask);
  const ids = await makeActivities(ask, activities, today);
  const acted = (when: Act['when']) => acts.filter((act) => act.when === when);
  await carryOut(ask, acted('before'), ids, today);
  for (const { copyId, ...block } of await readCollectionBlocks())
    await ask('PUT', `/api/copies/${copyId}/blocks/reservation`, block);
  await carryOut(ask, acted('after'), ids, today);
  await endActivities(ask, activities, ids, today);
}

async function loadCatalogue(ask: Ask): Promise<void> {
  const { files } = await makePlan(SAMPLE_DIRECTORY);
  for (const planned of files)
    for await (const { row } of readEntries(planned))
      await ask('PUT', `/api/${planned.file.name}/${row.id}`, row.body);
}

/** The activities of the sample library. */
export const readActivities = (): Promise<readonly SampleActivity[]> => readTable('activities.csv');

/** The acts of the sample library, in order. */
export const readActs = (): Promise<readonly Act[]> => readTable('acts.csv');

/** The standing rules of collections. */
export const readCollectionRules = (): Promise<readonly SampleRule[]> => readTable('collection-rules.csv');

/** The reservation blocks of all copies in the collections of `collection-blocks.csv`. */
export async function readCollectionBlocks(): Promise<readonly SampleBlock[]> {
  const rows = await readTable<SampleRule & { readonly reason: string }>('collection-blocks.csv');
  const byCollection = new Map(rows.map((row) => [row.collection, row]));
  const copies = await readTable<{ readonly copyId: string; readonly collection: string }>('copies.csv');
  return copies.flatMap(({ copyId, collection }) => {
    const block = byCollection.get(collection);
    return block ? [{ copyId, code: Number(block.code), reason: block.reason }] : [];
  });
}

/** The rows of a file, unchecked: a test compares its columns with the type. */
const readTable = async <T>(name: string): Promise<readonly T[]> =>
  (await readRecords(join(SAMPLE_DIRECTORY, name))) as readonly unknown[] as readonly T[];
