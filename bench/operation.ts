import type { BaselineCall } from './sdk-baseline.ts';
import type { Method } from '../lib/http/route.ts';
import type { Writes } from '../lib/store/writes.ts';

/** A request to the API, and the status that its answer must have. */
export interface ApiCall {
  readonly method: Method;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly status: number;
}

/** An operation that can be performed once, in a table with these items. */
export interface Prepared {
  readonly items: readonly Writes[];
  readonly ours: ApiCall;
}

/** An operation with the bare SDK calls that do the same, one after another. */
export interface Compared extends Prepared {
  readonly bare: readonly BaselineCall[];
}

/** An operation that a benchmark measures. */
export interface Operation<P extends Prepared = Prepared> {
  readonly name: string;
  /** Whether it changes nothing, so that one preparation serves every round. */
  readonly repeatable: boolean;
  /** Prepares it on entities of its own, whose ids contain this id. */
  readonly prepare: (id: string) => P;
}
