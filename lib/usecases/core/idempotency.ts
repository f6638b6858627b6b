import { Refused } from '../../domain/errors.ts';
import {
  endEffect,
  loadRecord,
  recordEffect,
  recordRefusal,
  type KeyOwner,
  type KeyRecord,
  type StoredAnswer,
} from '../../store/idempotency-records.ts';
import { answerKey } from '../../store/keys.ts';
import type { Table } from '../../store/table.ts';
import type { Writes } from '../../store/writes.ts';
import type { IdempotencyKey, RequestContext } from './request-context.ts';
import { retryOnConflict } from './retry.ts';

export type { StoredAnswer } from '../../store/idempotency-records.ts';

/** A request with an `Idempotency-Key` (see the contract). */
export interface Repeatable extends Omit<KeyOwner, 'key'> {
  readonly caller: string;
  readonly path: string;
  readonly key: string;
}

/** A request as it is tried: its answer, and the answer for an error that is a refusal. */
export interface Attempt {
  readonly answer: (key: IdempotencyKey) => Promise<StoredAnswer>;
  readonly refusalFor: (error: unknown) => StoredAnswer | undefined;
}

/**
 * Answers a request once: the same key gets the first answer again. An attempt that succeeds has
 * kept its effect in the write that causes it (`oncePerRequest`), and its answer is made of that
 * effect alone. A refusal is kept as it is, in one write. A first attempt asks for no record. Other
 * errors are not kept. Throws `Refused` with `idempotency-key-reused` for another body.
 */
export const answerOnce = (table: Table, request: Repeatable, attempt: Attempt): Promise<StoredAnswer> => {
  const { caller, path, key: sent, ...rest } = request;
  const owner = { ...rest, key: answerKey(caller, path, sent) };
  return retryOnConflict(async (isFirst) => {
    const known = isFirst ? undefined : await loadRecord(table, owner);
    mustBeSame(owner, known);
    if (known?.answer) return known.answer;
    try {
      return await attempt.answer({ ...owner, isUsed: known !== undefined });
    } catch (error) {
      if (error instanceof RefusedBefore) return error.answer;
      const refusal = attempt.refusalFor(error);
      if (!refusal) throw error;
      // Lost when another attempt took effect or was refused: then that is the answer.
      await table.write(recordRefusal(owner, refusal));
      return refusal;
    }
  });
};

const mustBeSame = (owner: KeyOwner, known: KeyRecord | undefined): void => {
  if (known && known.fingerprint !== owner.fingerprint)
    throw new Refused([{ code: 'idempotency-key-reused' }]);
};

/** Another attempt at the same request was refused first. */
class RefusedBefore extends Error {
  override readonly name = 'RefusedBefore';
  readonly answer: StoredAnswer;
  constructor(answer: StoredAnswer) {
    super('Another attempt was refused.');
    this.answer = answer;
  }
}

/**
 * Runs an operation once per request. The effect is recorded in the write that causes it, and a
 * repeated request answers that effect: it says all that the answer tells. All that may refuse the
 * request stands in the attempt, which a repeat leaves out. A request without a key runs every
 * time, and `recordEffect` is no write then.
 */
export const oncePerRequest = <T>(
  context: RequestContext,
  attempt: (recordEffect: (effect: T) => Writes) => Promise<T>,
): Promise<T> =>
  retryOnConflict(async (isFirst) => {
    const { idempotencyKey: key, table } = context;
    if (!key) return attempt(() => ({}));
    const record = isFirst && !key.isUsed ? undefined : await loadRecord(table, key);
    mustBeSame(key, record);
    if (record?.answer) throw new RefusedBefore(record.answer);
    const effect = record?.effect ?? (await attempt((done) => recordEffect(key, done)));
    key.isUsed = true;
    key.language = record?.language ?? key.language;
    return effect as T;
  });

/** The effect of a request that takes more than one write: what it began, and how that ended. */
type InSteps<B, T> = { readonly begun: B } | { readonly ended: T };

/**
 * Runs an operation of several writes, or one that takes effect outside of the table. It begins
 * once, under the key, and goes on from there in each attempt until one has kept how it ended: that
 * is the answer of all. One write more than without a key, or two if `begin` writes nothing else.
 */
export const oncePerRequestInSteps = async <B, T>(
  context: RequestContext,
  begin: (recordBegun: (begun: B) => Writes) => Promise<B>,
  end: (begun: B) => Promise<T>,
): Promise<T> => {
  const load = () =>
    oncePerRequest<InSteps<B, T>>(context, async (record) => ({
      begun: await begin((begun) => record({ begun })),
    }));
  const effect = await load();
  if ('ended' in effect) return effect.ended;
  const ended = await end(effect.begun);
  const { idempotencyKey: key, table } = context;
  if (!key) return ended;
  return retryOnConflict(async (isFirst) => {
    const known = isFirst ? effect : await load();
    if ('ended' in known) return known.ended;
    await table.write(endEffect(key, { ended }));
    return ended;
  });
};
