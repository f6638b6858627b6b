import type { BaselineCall } from './sdk-baseline.ts';
import type { Method } from '../lib/http/route.ts';
import type { Writes } from '../lib/store/writes.ts';

/** A request to the API, and the status of the answer that it must get. */
export interface ApiCall {
  readonly method: Method;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly status: number;
}

/** An operation, ready to be done once in a table with these items. */
export interface Prepared {
  readonly items: readonly Writes[];
  readonly ours: ApiCall;
}

/** An operation that can also be done by bare calls one after another. */
export interface Compared extends Prepared {
  readonly bare: readonly BaselineCall[];
}

/** What the bench measures. */
export interface Operation<P extends Prepared = Prepared> {
  readonly name: string;
  /** Whether it changes nothing, so that it can be done to the same thing over and over. */
  readonly repeatable: boolean;
  /** Prepares it for a thing of its own with this id. */
  readonly prepare: (id: string) => P;
}
