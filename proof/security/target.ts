import { SEED_BRANCHES, seedCopiesOf, seedLibrary } from './seed-data.ts';
import { callerWithToken, PATRON, tokensAt, VICTIM, type Ask, type Tokens } from './users.ts';

/** Ids of things that are there, by the name of the field or the kind of thing that takes them. */
export type IdPool = Readonly<Record<string, readonly string[]>>;

/** A library in which something can be done wrong. */
export interface Target {
  readonly url: string;
  readonly tokens: Tokens;
  /** The id of a thing of a branch, such as `NRD.card`. */
  readonly id: (name: string) => string;
  /** What exists, for whoever tries ids. */
  readonly pool: IdPool;
  /** Asks as an admin; throws for what is not answered well. */
  readonly ask: Ask;
}

const poolOf = (ids: Readonly<Record<string, string>>): IdPool => {
  const named = (name: string) =>
    Object.keys(ids).flatMap((key) => (key.endsWith(name) ? (ids[key] ?? []) : []));
  const copies = SEED_BRANCHES.flatMap(seedCopiesOf);
  const [activities, titles, collections] = [
    [...named('.activity'), ...named('agreed')],
    ['T1', 'T2'],
    ['SINT'],
  ];
  return {
    branchId: SEED_BRANCHES,
    branchIds: SEED_BRANCHES,
    pickupBranchId: SEED_BRANCHES,
    titleId: titles,
    titleIds: titles,
    copyId: copies,
    copyIds: copies,
    ids: [...copies, ...titles],
    patronId: [PATRON, VICTIM, ...named('.card')],
    collection: collections,
    collections,
    activityId: activities,
    activities,
    reservations: named('Reservation'),
    batches: named('.batch'),
    flags: named('.flag'),
    jobs: named('job'),
  };
};

/**
 * Fills an empty system with two branches that have the same: one for attackers to act from, one to
 * be attacked.
 */
export const seedTarget = async (url: string): Promise<Target> => {
  const tokens = await tokensAt(url);
  const ask = callerWithToken(url, tokens);
  const ids = await seedLibrary(ask);
  const id = (name: string): string => {
    const found = ids[name];
    if (!found) throw new Error(`The target has no ${name}.`);
    return found;
  };
  return { url, tokens, id, pool: poolOf(ids), ask };
};
