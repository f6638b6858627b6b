/** A failed start that the user can fix: its message is one sentence, printed without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** The message of any thrown value. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The `code` of a Node error, such as `EADDRINUSE`, if it has one. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
