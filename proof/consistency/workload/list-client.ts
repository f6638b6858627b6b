/** A client that reads lists while others change what is in them. */
import { setTimeout as pause } from 'node:timers/promises';
import { pickerOf, type Chance } from '../../../testing/random.ts';
import { apiPageReader, apiReader } from '../api-reader.ts';
import { BRANCHES, copiesOf, PATRONS, TITLE_IDS } from '../library.ts';
import { pathOf, type Listed, type ListQuery } from '../model/listing.ts';
import type { ClientContext } from './client.ts';

const PAUSE_MS = 20;
const SIZES = [200, 7] as const;

type Weighted = readonly (readonly [ListQuery, number])[];

const ofReservations = (
  by: 'patronId' | 'titleId' | 'copyId',
  ids: readonly string[],
  weight: number,
): Weighted =>
  ids.flatMap((id) => [true, false].map((open) => [{ of: 'reservations', by, id, open }, weight] as const));

/** The lists: more than half of the times, one of the titles with most calls. */
const listsOf = ({ activities }: ClientContext): Weighted => {
  const busy = TITLE_IDS.slice(0, 3);
  const patrons = [...PATRONS.keys()];
  return [
    ...ofReservations('titleId', busy, 5),
    ...ofReservations(
      'copyId',
      busy.flatMap(copiesOf).map(({ copyId }) => copyId),
      5,
    ),
    ...ofReservations('patronId', patrons, 1),
    ...patrons.map((patronId) => [{ of: 'loans', patronId }, 1] as const),
    ...activities.map((activityId) => [{ of: 'copies of an activity', activityId }, 1] as const),
    ...BRANCHES.flatMap((branchId) => [
      [{ of: 'pull list', branchId }, 5] as const,
      ...(['reservation', 'loan', 'any'] as const).map(
        (kind) => [{ of: 'blocked copies', branchId, kind }, 2] as const,
      ),
    ]),
    ...(['flags', 'activities', 'batches'] as const).map((of) => [{ of }, 1] as const),
  ];
};

/** Reads one list after another, in large and in small pages, until the session closes. */
export const readLists = async (context: ClientContext, chance: Chance): Promise<void> => {
  const { where, violations, recorder } = context;
  const all = apiPageReader(apiReader(where, violations), violations);
  const pick = pickerOf(listsOf(context));
  for (let n = 0; context.isOpen(); n++) {
    const query = pick(chance);
    const from = performance.now();
    const items = await all<Listed>(pathOf(query), SIZES[n % 2]);
    recorder.lists.push({ query, from, to: performance.now(), items });
    await pause(PAUSE_MS);
  }
};
