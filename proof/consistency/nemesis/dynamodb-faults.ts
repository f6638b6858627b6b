/** What may go wrong with a request to DynamoDB, as the SDK meets it. */

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
 * One trouble: what happens at each try of one request, by the number of the try, from 0. The SDK
 * tries again by itself: what is to reach the functions must go wrong at every try.
 */
export interface DynamoDbFault {
  readonly name: string;
  readonly at: (attempt: number, wire: Wire) => FaultOutcome;
}

/**
 * The request is done, or not; its answer arrives, late perhaps, or is lost, or another comes in
 * its place.
 */
export type FaultOutcome =
  | { readonly does: true; readonly lateMs?: number; readonly isLost?: true }
  | { readonly does: false; readonly answer: WireAnswer };

const refused = (type: string, status: number, more: object = {}): FaultOutcome => ({
  does: false,
  answer: {
    status,
    body: JSON.stringify({
      __type: `com.amazonaws.dynamodb.v20120810#${type}`,
      message: 'Made to go wrong.',
      ...more,
    }),
  },
});

const LATE_MS = 400;

const broken = refused('InternalServerError', 500);

/** Two transactions met: DynamoDB cancels one of them, and the SDK does not try again. */
const conflict = ({ body }: Wire): FaultOutcome => {
  const { TransactItems: items } = JSON.parse(body.toString()) as { TransactItems: readonly unknown[] };
  const CancellationReasons = items.map((_, index) =>
    index === 0 ? { Code: 'TransactionConflict', Message: 'Conflict.' } : { Code: 'None' },
  );
  return refused('TransactionCanceledException', 400, { CancellationReasons });
};

/** DynamoDB gives as much of a batch as it likes, and here nothing. */
const nothingOf = ({ body }: Wire): FaultOutcome => {
  const { RequestItems } = JSON.parse(body.toString()) as { RequestItems: object };
  const answer = { Responses: {}, UnprocessedKeys: RequestItems };
  return { does: false, answer: { status: 200, body: JSON.stringify(answer) } };
};

const onlyReads = ({ target }: Wire, instead: FaultOutcome): FaultOutcome =>
  /Query|Get/.test(target) ? instead : { does: true };

/** Every trouble, in the order in which they come. */
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
