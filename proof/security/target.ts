import { SEED_BRANCHES, seedCopiesOf, seedLibrary } from './seed-data.ts';
import { callerWithToken, PATRON, tokensAt, VICTIM, type Ask, type Tokens } from './users.ts';

/** Existing ids, by the field or the kind of resource that takes them. */
export type IdPool = Readonly<Record<string, readonly string[]>>;

/** The system under attack, with its data and users. */
export interface Target {
  readonly url: string;
  readonly tokens: Tokens;
  /** The id of a seeded resource, such as `NRD.card`. Throws for an unknown name. */
  readonly id: (name: string) => string;
  /** The ids that fuzzing uses. */
  readonly pool: IdPool;
  /** Sends a request, as an admin by default. Throws unless it succeeds. */
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

/** Fills an empty system with a branch to attack from and a branch to attack, of equal contents. */
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
