/**
 * The command cannot run with these arguments; nothing has been sent. The message is one sentence
 * for a person.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * The command cannot go on: every line would meet the same problem. The message is one sentence for
 * a person.
 */
export class StopError extends Error {
  override readonly name = 'StopError';
}
