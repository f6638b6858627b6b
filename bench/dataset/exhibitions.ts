import type { Activity } from '../../lib/domain/activity.ts';
import { addDays } from '../../lib/domain/calendar.ts';
import type { Patron } from '../../lib/domain/patron.ts';
import { writeActivity } from '../../lib/store/activities.ts';
import { createPatron } from '../../lib/store/patrons.ts';
import type { Writes } from '../../lib/store/writes.ts';
import { aSpecialCard } from '../../testing/builders.ts';
import { activityOf, TODAY } from '../fixtures.ts';
import { countsOf } from '../without-counters.ts';
import { PLACES } from './places.ts';

/** An exhibition at a branch, and its special card. */
export interface Exhibition {
  readonly running: Activity;
  readonly card: Patron;
}

/** An activity of all branches that has ended with blocks left on. */
export const ENDED: Activity = activityOf('.ended', {
  name: 'Kinderboekenweek',
  branchIds: [],
  endDate: addDays(TODAY, -3),
});

/** An exhibition at every third branch, but none at the branches that the benchmarks use. */
export const EXHIBITIONS: ReadonlyMap<string, Exhibition> = new Map(
  PLACES.filter((_, n) => n % 3 === 2).map(({ branchId }) => {
    const running = activityOf(`run.${branchId}`, { branchIds: [branchId] });
    const card = aSpecialCard({ patronId: `PAS-${branchId}`, branchId, activityId: running.id });
    return [branchId, { running, card }];
  }),
);

/** The counts of a catalogue for its activities and cards. */
export interface Counts {
  /** By the id of the activity. */
  readonly blocked: Record<string, number>;
  /** By the number of the special card. */
  readonly onCard: Record<string, number>;
}

export const countOne = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1;
};

/** The items of all exhibitions, with their counts. */
export function* exhibitionItems({ blocked, onCard }: Counts): Generator<Writes> {
  for (const activity of [ENDED, ...[...EXHIBITIONS.values()].map(({ running }) => running)]) {
    yield writeActivity(undefined, activity);
    yield countsOf(activity.id, blocked[activity.id] ?? 0);
  }
  for (const { card } of EXHIBITIONS.values()) {
    yield createPatron({ ...card, loans: onCard[card.patronId] ?? 0 });
  }
}
