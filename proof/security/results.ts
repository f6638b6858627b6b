import { faultsIn } from './response-checks.ts';
import { curlOf, type RawResponse, type SendRaw, type RawRequest } from './raw-client.ts';

/** Something that went wrong, and how to see it again. */
interface Failure {
  readonly kind: string;
  readonly what: readonly string[];
  /** The request, as a command. */
  readonly again: string;
}

/** Judges one answer beyond what holds for all: sentences of what is wrong. */
export type Check = (response: RawResponse, request: RawRequest) => readonly string[];

/** What was tried, what came of it, and what went wrong. */
export interface Results {
  /** Sends a request, judges and counts the answer; what is wrong is written down. */
  readonly send: (kind: string, request: RawRequest, judge?: Check) => Promise<RawResponse | undefined>;
  /** Sends a request, counts it, and answers what is wrong. */
  readonly faults: (kind: string, request: RawRequest, judge?: Check) => Promise<readonly string[]>;
  /** Counts something that was tried in another way. */
  readonly count: (kind: string) => void;
  readonly fail: (kind: string, what: readonly string[], again: string) => void;
  /** How often each kind was tried. */
  readonly tried: ReadonlyMap<string, number>;
  /** How often each status came back. */
  readonly statuses: ReadonlyMap<number, number>;
  readonly failures: readonly Failure[];
}

const more = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

/** No results yet of what is tried at this address. */
export const openResults = (url: string, send: SendRaw): Results => {
  const [tried, statuses] = [new Map<string, number>(), new Map<number, number>()];
  const failures: Failure[] = [];
  const look = async (kind: string, request: RawRequest, check: Check = () => []) => {
    more(tried, kind);
    try {
      const response = await send(request);
      more(statuses, response.status);
      return { seen: response, what: [...faultsIn(request, response), ...check(response, request)] };
    } catch (error) {
      return { seen: undefined, what: [`No answer: ${error instanceof Error ? error.message : 'why?'}`] };
    }
  };
  const fail: Results['fail'] = (kind, what, again) => {
    if (failures.some((known) => known.kind === kind && known.what[0] === what[0])) return;
    failures.push({ kind, what, again });
  };
  return {
    tried,
    statuses,
    failures,
    fail,
    count: (kind) => {
      more(tried, kind);
    },
    faults: async (kind, request, judge) => (await look(kind, request, judge)).what,
    send: async (kind, request, judge) => {
      const { seen: response, what } = await look(kind, request, judge);
      if (what.length > 0)
        fail(
          kind,
          [...what, `answered: ${response?.status ?? 0} ${response?.text.slice(0, 300) ?? ''}`],
          curlOf(url, request),
        );
      return response;
    },
  };
};

/**
 * A judge that wants one of these statuses, and where they are given, one of these types of
 * problem.
 */
export const wants =
  (...statuses: readonly number[]): Check =>
  ({ status }) =>
    statuses.includes(status) ? [] : [`It answers ${status}, not ${statuses.join(' or ')}.`];
