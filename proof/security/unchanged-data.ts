import { isDeepStrictEqual } from 'node:util';
import type { Target } from './target.ts';
import { VICTIM } from './users.ts';

type Thing = Readonly<Record<string, unknown>>;

const pick = (thing: Thing, ...names: readonly string[]): Thing =>
  Object.fromEntries(names.map((name) => [name, thing[name]]));

const itemsOf = ({ items }: Thing): readonly Thing[] => items as readonly Thing[];

/** The data that only its own branch may change. */
const ofBranch = async ({ ask, id }: Target): Promise<Readonly<Record<string, unknown>>> => {
  const get = (path: string) => ask('GET', path);
  const copies = ['NRD-1', 'NRD-2', 'NRD-3', 'NRD-4'].map(
    async (copyId) => (await get(`/api/copies/${copyId}`)).blocks,
  );
  const collections = itemsOf(await get('/api/collections?limit=200'));
  const rules = collections.flatMap(({ rules: all }) => all as readonly Thing[]);
  const activity = await get(`/api/activities/${id('NRD.activity')}`);
  return {
    'the branch': await get('/api/branches/NRD'),
    'the blocks of its copies': await Promise.all(copies),
    'its special card': pick(await get(`/api/patrons/${id('NRD.card')}`), 'branchId', 'label', 'activityId'),
    'its activity': pick(
      activity,
      'name',
      'startDate',
      'endDate',
      'branchIds',
      'contacts',
      'state',
      'agreement',
    ),
    'its batch': pick(await get(`/api/batches/${id('NRD.batch')}`), 'status', 'counts'),
    'its standing rules': rules.filter(({ branchId }) => branchId === 'NRD'),
  };
};

/** The data that no other patron may change; staff may. */
const ofVictim = async ({ ask }: Target): Promise<Readonly<Record<string, unknown>>> => {
  const reservations = itemsOf(await ask('GET', `/api/reservations?patronId=${VICTIM}&limit=200`));
  return {
    "the victim's card": await ask('GET', `/api/patrons/${VICTIM}`),
    "the victim's reservations": reservations.map((one) => pick(one, 'id', 'status', 'pickupBranchId')),
    "the victim's loans": itemsOf(await ask('GET', `/api/loans?patronId=${VICTIM}&limit=200`)),
  };
};

/** The data that must survive attacks, by who attacks. */
export interface ProtectedData {
  readonly byPatrons: Readonly<Record<string, unknown>>;
  readonly byStaff: Readonly<Record<string, unknown>>;
}

/** Reads that data, as an admin. */
export const readProtectedData = async (target: Target): Promise<ProtectedData> => {
  const byStaff = await ofBranch(target);
  return { byPatrons: { ...byStaff, ...(await ofVictim(target)) }, byStaff };
};

/** The differences between two reads, as sentences. */
export const changesSince = (
  before: ProtectedData[keyof ProtectedData],
  now: ProtectedData[keyof ProtectedData],
): readonly string[] =>
  Object.keys(before)
    .filter((what) => !isDeepStrictEqual(before[what], now[what]))
    .map((what) => `What is not the attacker's has changed: ${what}. It is ${JSON.stringify(now[what])}.`);
