/** What a system answers about its lines: recorded once, and asked again of every later version. */
import pMap from 'p-map';
import type { Body } from '../../../testing/api/response-body.ts';
import type { SystemCall } from '../../../testing/system/http-client.ts';

/** The number of open title reservations, and of those among them that wait. */
interface TitleLine {
  readonly open: number;
  readonly waiting: number;
}

/** The answers that a fixture must give after its import. */
export interface Recorded {
  readonly titles: Readonly<Record<string, TitleLine>>;
  /** Open reservations by the address of their list, in its order. */
  readonly lines: Readonly<Record<string, readonly Body[]>>;
  /** All other reservations by the address of their list. */
  readonly closed: Readonly<Record<string, readonly Body[]>>;
  /** The status of every copy that is held for somebody. */
  readonly holds: Readonly<Record<string, string>>;
  readonly flags: readonly Body[];
  /** As they are once all work that was pending is done. */
  readonly activities: readonly Body[];
  readonly batches: readonly RecordedBatch[];
}

interface RecordedBatch {
  readonly id: string;
  readonly status: string;
  readonly counts: Readonly<Record<string, number>>;
  /** What the version that made the fixture counted at the end of a batch that was running. */
  readonly atEnd?: Readonly<Record<string, number>>;
}

const PLACE = ['id', 'kind', 'status', 'position', 'patronId', 'copyId', 'servedBy'];
const FLAG = ['id', 'kind', 'copyId', 'branchId', 'activityId', 'since'];
const OPEN = ['waiting', 'ready', 'in-transit'];
const AT_ONCE = 8;

const fieldsOf = (body: Body, names: readonly string[]): Body =>
  Object.fromEntries(names.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]));

/** A whole list. Throws if it is longer than a page. */
const itemsAt = async (call: SystemCall, path: string): Promise<readonly Body[]> => {
  const { body } = await call('GET', `${path}${path.includes('?') ? '&' : '?'}limit=200`);
  if (body.next !== undefined) throw new Error(`${path} is longer than a page.`);
  return body.items ?? [];
};

const each = async <T>(
  keys: readonly string[],
  answer: (key: string) => Promise<T>,
): Promise<Readonly<Record<string, T>>> =>
  Object.fromEntries(
    await pMap(keys, async (key) => [key, await answer(key)] as const, { concurrency: AT_ONCE }),
  );

/** The open reservations at each of these addresses. */
export const linesAt = (call: SystemCall, paths: readonly string[]): Promise<Recorded['lines']> =>
  each(paths, async (path) => (await itemsAt(call, path)).map((item) => fieldsOf(item, PLACE)));

/** The reservations at each of these addresses that are not open. */
export const closedAt = (call: SystemCall, paths: readonly string[]): Promise<Recorded['closed']> =>
  each(paths, async (path) =>
    (await itemsAt(call, path))
      .filter(({ status }) => !OPEN.includes(String(status)))
      .map((item) => fieldsOf(item, ['id', 'status'])),
  );

export const flagsAt = async (call: SystemCall): Promise<Recorded['flags']> =>
  (await itemsAt(call, '/api/flags')).map((flag) => fieldsOf(flag, FLAG));

export const activitiesAt = async (call: SystemCall): Promise<Recorded['activities']> =>
  (await itemsAt(call, '/api/activities')).map((item) => fieldsOf(item, ['id', 'state', 'counts']));

export const statusesOf = (call: SystemCall, copyIds: readonly string[]): Promise<Recorded['holds']> =>
  each(copyIds, async (copyId) => String((await call('GET', `/api/copies/${copyId}`)).body.status));

/** `waiting` of each title. */
export const waitingOf = (
  call: SystemCall,
  titleIds: readonly string[],
): Promise<Readonly<Record<string, number | undefined>>> =>
  each(titleIds, async (titleId) => (await call('GET', `/api/titles/${titleId}`)).body.waiting);
