import { StopError } from '../catalogue/failures.ts';
import { putAll, TableBusy } from '../../local/aws/dynamodb/bulk-write.ts';
import { isEmpty } from './count.ts';
import { brokenOffIn, markIn, unmarkIn } from './marker.ts';
import type { Origin, Place } from './place.ts';
import { itemsOf, type Source } from './source.ts';

/**
 * Puts all items of an export into an empty table. A mark lies in the table until the import is
 * complete. A broken-off import of the same export continues: a repeated put changes nothing.
 * Throws a `StopError` for a table with other data, or one that stays too busy.
 */
export async function restore(
  place: Place,
  source: Source,
  onProgress: (done: number) => void,
): Promise<void> {
  await refuseOther(place, source);
  await markIn(place, source);
  await putAll(place.client, place.tableName, itemsOf(source), onProgress).catch(readable);
  await unmarkIn(place);
}

function readable(error: unknown): never {
  if (!(error instanceof TableBusy)) throw error;
  throw new StopError('The table is too busy: import the same once more in a while, and it goes on.');
}

async function refuseOther(place: Place, { takenAt, items }: Origin): Promise<void> {
  const earlier = await brokenOffIn(place);
  if (earlier && (earlier.takenAt !== takenAt || earlier.items !== items)) {
    const which = `the export of ${earlier.takenAt} with ${earlier.items} items`;
    throw new StopError(`An import of ${which} into this table was broken off: import that one once more.`);
  }
  if (earlier === undefined && !(await isEmpty(place))) {
    throw new StopError(
      `The table ${place.tableName} is not empty, and an import would mix with what is in it: it needs an empty table.`,
    );
  }
}
