import type { components } from './schema.d.ts';

/** One reason of a refusal: a code, and a sentence in the user's language. */
export type Reason = components['schemas']['Reason'];

type Body = components['schemas']['Problem'];

/** An error answer of the API, with all its reasons in the user's language. */
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

  has(code: string): boolean {
    return this.reasons.some((reason) => reason.code === code);
  }
}

/** The API could not be reached; the call can be retried. */
export class ConnectionLost extends Error {
  override readonly name: string = 'ConnectionLost';
}

/** The session has ended; the call can be retried after signing in. */
export class SessionEnded extends ConnectionLost {}

const TOO_MANY = 429;

/** Whether a call with this status was answered. Otherwise it may have been done, or not. */
export const isFinal = (status: number): boolean => status < 500 && status !== TOO_MANY;

/** Whether it is unknown if the call was done: the same call can be made again. */
export const isUnsure = (error: unknown): boolean =>
  error instanceof ConnectionLost || (error instanceof Problem && !isFinal(error.status));

/** The resource has changed since a try whose outcome is unknown: perhaps by that try. */
export class PerhapsDone extends Error {
  override readonly name = 'PerhapsDone';
}

/** Whether somebody else changed the resource since it was read (412). */
export const isStale = (error: unknown): boolean => error instanceof Problem && error.status === 412;

/** The messages of browsers for a script or style that did not load. */
const NOT_LOADED = /dynamically imported module|preload CSS|Importing a module script/;

/** Whether the connection failed, to the API or while loading a part of the client. */
export const isLost = (error: unknown): boolean =>
  error instanceof ConnectionLost || (error instanceof Error && NOT_LOADED.test(error.message));
