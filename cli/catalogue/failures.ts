/**
 * The command cannot be carried out as it was given; nothing has been sent. The message is one
 * sentence for a person.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Going on makes no sense: what is wrong is wrong for every line. The message is one sentence for a
 * person.
 */
export class StopError extends Error {
  override readonly name = 'StopError';
}
