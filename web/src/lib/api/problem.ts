import type { components } from './schema.d.ts';

/** Why something is refused: a code, and a sentence in the reader's language. */
export type Reason = components['schemas']['Reason'];

type Body = components['schemas']['Problem'];

/** An answer that is no success: what it says in the reader's language, and all its reasons. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly title: string;
  readonly reasons: readonly Reason[];
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  readonly traceId: string | undefined;

  constructor(status: number, body: Partial<Body>) {
    super(body.detail ?? body.title ?? String(status));
    this.status = status;
    this.title = body.title ?? '';
    this.reasons = body.reasons ?? [];
    this.errors = body.errors ?? [];
    this.traceId = body.traceId;
  }

  /** Whether one of its reasons has this code. */
  has(code: string): boolean {
    return this.reasons.some((reason) => reason.code === code);
  }
}

/** The API could not be reached; what was asked may be asked again. */
export class ConnectionLost extends Error {
  override readonly name: string = 'ConnectionLost';
}

/** The session has ended: what was asked may be asked again by whoever has signed in again. */
export class SessionEnded extends ConnectionLost {}

/** Whether somebody else changed the thing since it was shown (412). */
export const isStale = (error: unknown): boolean => error instanceof Problem && error.status === 412;

/** What browsers say of a part of the client that did not come. */
const NOT_LOADED = /dynamically imported module|preload CSS|Importing a module script/;

/** Whether only the way was closed, to the API or to a part of the client itself. */
export const isLost = (error: unknown): boolean =>
  error instanceof ConnectionLost || (error instanceof Error && NOT_LOADED.test(error.message));
