import { faultsIn } from './response-checks.ts';
import { curlOf, type RawResponse, type SendRaw, type RawRequest } from './raw-client.ts';

interface Failure {
  readonly kind: string;
  readonly what: readonly string[];
  /** How to repeat it: the request as a command, or the seed. */
  readonly again: string;
}

/** Checks one response beyond what holds for all; answers what is wrong, as sentences. */
export type Check = (response: RawResponse, request: RawRequest) => readonly string[];

/** The attacks of a run, counted by kind, and their failures. */
export interface Results {
  /** Sends and counts a request, checks the response, and records a failure if it has faults. */
  readonly send: (kind: string, request: RawRequest, check?: Check) => Promise<RawResponse | undefined>;
  /** Sends, counts and checks the same way, but answers the faults and records nothing. */
  readonly faults: (kind: string, request: RawRequest, check?: Check) => Promise<readonly string[]>;
  /** Counts an attack that is not a request. */
  readonly count: (kind: string) => void;
  /** Records a failure, unless one of this kind has begun with the same sentence before. */
  readonly fail: (kind: string, what: readonly string[], again: string) => void;
  /** The number of attacks of each kind. */
  readonly tried: ReadonlyMap<string, number>;
  /** The number of responses with each status. */
  readonly statuses: ReadonlyMap<number, number>;
  readonly failures: readonly Failure[];
}

const increment = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

/** Opens empty results for attacks at this address. */
export const openResults = (url: string, send: SendRaw): Results => {
  const [tried, statuses] = [new Map<string, number>(), new Map<number, number>()];
  const failures: Failure[] = [];
  const sendAndCheck = async (kind: string, request: RawRequest, check: Check = () => []) => {
    increment(tried, kind);
    try {
      const response = await send(request);
      increment(statuses, response.status);
      return { response, what: [...faultsIn(request, response), ...check(response, request)] };
    } catch (error) {
      return { response: undefined, what: [`No answer: ${error instanceof Error ? error.message : 'why?'}`] };
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
      increment(tried, kind);
    },
    faults: async (kind, request, check) => (await sendAndCheck(kind, request, check)).what,
    send: async (kind, request, check) => {
      const { response, what } = await sendAndCheck(kind, request, check);
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

/** Checks that the response has one of these statuses. */
export const wants =
  (...statuses: readonly number[]): Check =>
  ({ status }) =>
    statuses.includes(status) ? [] : [`It answers ${status}, not ${statuses.join(' or ')}.`];
