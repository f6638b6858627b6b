/**
 * Fills the library on two days of the last three months: with blocks that stay on, end dates that
 * pass, and activities that end and leave copies on their card. The nights of the run have work to
 * do.
 */
import {
  copyInState,
  withCopy,
  type BlockState,
  type TitleState,
  type CopyState,
} from './model/title-state.ts';
import { daysLater } from './days.ts';
import {
  BRANCHES,
  CARD_LEFT,
  CEN,
  COPIES,
  emptyTitleState,
  NRD,
  PATRONS,
  TITLE_IDS,
  titleOf,
} from './library.ts';
import { apiClient, type ApiClient } from '../../testing/system/http-client.ts';
import { startSystem, type StartOptions } from './system.ts';

/** The library at the start of the workload. */
export interface Prepared {
  readonly titles: ReadonlyMap<string, TitleState>;
  /** An activity that runs; `over` holds two that have ended. */
  readonly running: string;
  readonly over: ReadonlyMap<string, 'flag' | 'lift'>;
}

/** One copy of each title after the first three, which get most calls and start without blocks. */
const copyFor = (n: number): string => String(COPIES[6 + 2 * n]?.copyId);

const LONG_AGO = [0, 1, 2].map(copyFor);
const DATED = [3, 4, 5].map(copyFor);
const FLAGGED = [6, 7, 8, 9].map(copyFor);
const LIFTED = [10, 11, 12, 13].map(copyFor);
const LEFT_ON_CARD = [13, 14, 15].map(copyFor);

interface Block {
  readonly copyId: string;
  readonly block: BlockState;
}

const setBlocks = async (call: ApiClient, blocks: readonly Block[]): Promise<readonly Block[]> => {
  for (const { copyId, block } of blocks) {
    const { kind, ...body } = block;
    await call('PUT', `/api/copies/${copyId}/blocks/${kind}`, body);
  }
  return blocks;
};

const catalogue = async (call: ApiClient): Promise<void> => {
  for (const branchId of BRANCHES) {
    const contacts = [`${branchId.toLowerCase()}@bibliotheek.example`];
    await call('PUT', `/api/branches/${branchId}`, { name: branchId, contacts, reservationLimit: 1000 });
  }
  for (const titleId of TITLE_IDS) await call('PUT', `/api/titles/${titleId}`, { title: titleId });
  for (const { copyId, branchId } of COPIES) {
    await call('PUT', `/api/copies/${copyId}`, { titleId: titleOf(copyId), branchId });
  }
  for (const [patronId, { branchId, special }] of PATRONS) {
    const body = { branchId, kind: special ? 'special' : 'ordinary', ...(special && { label: patronId }) };
    await call('PUT', `/api/patrons/${patronId}`, body);
  }
};

const longAgo = async (call: ApiClient): Promise<readonly Block[]> => {
  await catalogue(call);
  return setBlocks(
    call,
    LONG_AGO.map((copyId) => ({ copyId, block: { kind: 'reservation', code: 7, reason: 'long ago' } })),
  );
};

const activity = async (call: ApiClient, name: string, endDate: string, atEnd: 'flag' | 'lift') => {
  const body = { name, startDate: daysLater(-12), endDate, branchIds: [CEN, NRD], atEnd };
  return String((await call('POST', '/api/activities', body)).id);
};

const lately = async (call: ApiClient) => {
  const running = await activity(call, 'Running', daysLater(30), 'flag');
  const flags = await activity(call, 'Left on', daysLater(-1), 'flag');
  const lifts = await activity(call, 'Lifted', daysLater(-1), 'lift');
  const card = { branchId: CEN, kind: 'special', label: 'Left', activityId: flags };
  await call('PUT', `/api/patrons/${CARD_LEFT}`, card);
  const blocks = await setBlocks(call, [
    ...DATED.map((copyId) => ({ copyId, block: { kind: 'loan' as const, endDate: daysLater(-2) } })),
    ...FLAGGED.map((copyId) => ({
      copyId,
      block: { kind: 'reservation' as const, code: 8 as const, activityId: flags },
    })),
    ...LIFTED.map((copyId) => ({ copyId, block: { kind: 'loan' as const, activityId: lifts } })),
  ]);
  for (const copyId of LEFT_ON_CARD) {
    await call('POST', '/api/loans', { copyId, patronId: CARD_LEFT, branchId: CEN });
  }
  return { running, over: new Map([[flags, 'flag'] as const, [lifts, 'lift'] as const]), blocks };
};

/** The state of each title with these blocks set and the copies of the card left on it. */
const titlesWith = (blocks: readonly Block[]): ReadonlyMap<string, TitleState> => {
  const titles = new Map(TITLE_IDS.map((titleId) => [titleId, emptyTitleState(titleId)] as const));
  const change = (copyId: string, to: Partial<CopyState>): void => {
    const state = titles.get(titleOf(copyId)) ?? emptyTitleState(titleOf(copyId));
    titles.set(titleOf(copyId), withCopy(state, { ...copyInState(state, copyId), ...to }));
  };
  for (const { copyId, block } of blocks) change(copyId, { blocks: [block], lines: 1 });
  for (const copyId of LEFT_ON_CARD) change(copyId, { loan: CARD_LEFT });
  return titles;
};

/** Starts the system on a day, runs an action, and ends the system. */
const onDay = async <T>(
  data: string,
  day: string,
  options: StartOptions,
  action: (call: ApiClient) => Promise<T>,
): Promise<T> => {
  const system = await startSystem(data, day, options);
  const result = await action(apiClient(system.url, system.admin));
  await system.end();
  return result;
};

/** Fills the library in a data directory, which `npm start -- --data` can open too. */
export const prepare = async (data: string, options: StartOptions = {}): Promise<Prepared> => {
  const old = await onDay(data, daysLater(-95), options, longAgo);
  const { blocks, ...activities } = await onDay(data, daysLater(-10), options, lately);
  return { ...activities, titles: titlesWith([...old, ...blocks]) };
};
