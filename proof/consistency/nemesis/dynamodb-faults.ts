/** The faults of requests to DynamoDB, as the SDK meets them. */

/** A request as it goes over the wire. */
export interface Wire {
  readonly target: string;
  readonly body: Buffer;
}

/** An answer as it comes over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * One fault: the outcome of each attempt of one request, by the number of the attempt from 0. The
 * SDK retries by itself: a fault that must reach the functions fails every attempt.
 */
export interface DynamoDbFault {
  readonly name: string;
  readonly at: (attempt: number, wire: Wire) => FaultOutcome;
}

/**
 * Whether DynamoDB executes the request, and whether its answer arrives, comes late, is lost, or is
 * replaced by another.
 */
export type FaultOutcome =
  | { readonly does: true; readonly lateMs?: number; readonly isLost?: true }
  | { readonly does: false; readonly answer: WireAnswer };

/** An error of DynamoDB as it comes over the wire. */
export const errorAnswer = (type: string, status: number, more: object = {}): WireAnswer => ({
  status,
  body: JSON.stringify({
    __type: `com.amazonaws.dynamodb.v20120810#${type}`,
    message: 'Made to go wrong.',
    ...more,
  }),
});

const refused = (type: string, status: number, more: object = {}): FaultOutcome => ({
  does: false,
  answer: errorAnswer(type, status, more),
});

const LATE_MS = 400;

const broken = refused('InternalServerError', 500);

/** DynamoDB cancels one of two conflicting transactions; the SDK does not retry it. */
const conflict = ({ body }: Wire): FaultOutcome => {
  const { TransactItems: items } = JSON.parse(body.toString()) as { TransactItems: readonly unknown[] };
  const CancellationReasons = items.map((_, index) =>
    index === 0 ? { Code: 'TransactionConflict', Message: 'Conflict.' } : { Code: 'None' },
  );
  return refused('TransactionCanceledException', 400, { CancellationReasons });
};

/** DynamoDB may return any part of a batch; here it returns nothing. */
const nothingOf = ({ body }: Wire): FaultOutcome => {
  const { RequestItems } = JSON.parse(body.toString()) as { RequestItems: object };
  const answer = { Responses: {}, UnprocessedKeys: RequestItems };
  return { does: false, answer: { status: 200, body: JSON.stringify(answer) } };
};

const onlyReads = ({ target }: Wire, instead: FaultOutcome): FaultOutcome =>
  /Query|Get/.test(target) ? instead : { does: true };

/** All faults, in the order in which the proxy makes them. */
export const DYNAMODB_FAULTS: readonly DynamoDbFault[] = [
  { name: 'failed', at: () => broken },
  { name: 'answer lost', at: (attempt) => (attempt === 0 ? { does: true, isLost: true } : { does: true }) },
  { name: 'throttled', at: () => refused('ThrottlingException', 400) },
  { name: 'done, then failed', at: (attempt) => (attempt === 0 ? { does: true, isLost: true } : broken) },
  { name: 'late', at: () => ({ does: true, lateMs: LATE_MS }) },
  {
    name: 'in conflict',
    at: (_, wire) => (wire.target.endsWith('TransactWriteItems') ? conflict(wire) : onlyReads(wire, broken)),
  },
  {
    name: 'throttled once',
    at: (attempt) =>
      attempt === 0 ? refused('ProvisionedThroughputExceededException', 400) : { does: true },
  },
  {
    name: 'given nothing',
    at: (attempt, wire) =>
      wire.target.endsWith('BatchGetItem') && attempt === 0 ? nothingOf(wire) : { does: true },
  },
];
