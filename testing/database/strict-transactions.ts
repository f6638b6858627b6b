/**
 * DynamoDB refuses a write that meets a transaction in flight. The embedded engine does one request
 * after the other, so that nothing ever meets there. This stand-in refuses as DynamoDB does.
 */
import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { holdItems } from './held-items.ts';
import type { Request, RequestHook } from './dynamodb-hooks.ts';

/** About the time that DynamoDB needs for a transaction. */
export const HOLD_MS = 20;

interface Reason {
  readonly Code: string;
  readonly Message?: string;
}

/** The refusal of a write; only a cancelled transaction has a reason for each of its items. */
export interface Overlap {
  readonly type: 'TransactionCanceledException' | 'TransactionConflictException';
  readonly message: string;
  readonly CancellationReasons?: Reason[];
}

/** A write that may go on. Whoever sends it tells when the engine has answered. */
interface Admitted {
  readonly settle: () => void;
}

/** The parts of a request that name an item. The fields are those of DynamoDB. */
interface Part {
  readonly Item?: Readonly<Record<string, unknown>>;
  readonly Key?: Readonly<Record<string, unknown>>;
}

interface Input extends Part {
  readonly TransactItems?: readonly Readonly<Record<string, Part>>[];
  readonly ClientRequestToken?: string;
}

/** The item of a part by its keys, which are text in the document client and typed on the wire. */
const itemOf = ({ Item, Key }: Part): string => JSON.stringify([(Item ?? Key)?.pk, (Item ?? Key)?.sk]);

const itemsOf = ({ TransactItems = [] }: Input): readonly string[] =>
  TransactItems.flatMap((parts) => Object.values(parts).map(itemOf));

const ONGOING = 'Transaction is ongoing for the item';

const cancelled = (meets: readonly boolean[]): Overlap => {
  const CancellationReasons = meets.map((met): Reason =>
    met ? { Code: 'TransactionConflict', Message: ONGOING } : { Code: 'None' },
  );
  const codes = CancellationReasons.map(({ Code }) => Code).join(', ');
  return {
    type: 'TransactionCanceledException',
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    CancellationReasons,
  };
};

const PASSES: Admitted = { settle: () => undefined };

/**
 * Admits or refuses the requests of one table, by operation: `TransactWriteItems` or
 * `TransactWriteCommand`. Reads pass, and single writes hold nothing.
 */
export const strictTransactions = (holdMs: number, now: () => number = () => performance.now()) => {
  const held = holdItems(holdMs, now);
  return (operation: string, input: object): Overlap | Admitted => {
    if (/^(Put|Update|Delete)(Item|Command)/.test(operation)) {
      const isMet = held.meets([itemOf(input)]).includes(true);
      return isMet ? { type: 'TransactionConflictException', message: ONGOING } : PASSES;
    }
    if (!operation.startsWith('TransactWrite')) return PASSES;
    const { ClientRequestToken: token } = input as Input;
    const items = itemsOf(input);
    const meets = held.meets(items, token);
    return meets.includes(true) ? cancelled(meets) : { settle: held.hold(items, token) };
  };
};

/** The overlap as the error that the SDK throws. */
const thrown = ({ type, ...more }: Overlap): Error =>
  type === 'TransactionCanceledException'
    ? new TransactionCanceledException({ $metadata: {}, ...more })
    : new TransactionConflictException({ $metadata: {}, ...more });

/**
 * A hook that refuses overlapping writes after the given hook has let them go. All functions that
 * share a table must share it.
 */
export const strictHook = (hook: RequestHook = {}, holdMs = HOLD_MS): RequestHook => {
  const admit = strictTransactions(holdMs);
  const admitted = new WeakMap<Request, Admitted>();
  return {
    before: async (request) => {
      await hook.before?.(request);
      const answer = admit(request.command, request.input);
      if ('type' in answer) throw thrown(answer);
      admitted.set(request, answer);
    },
    settled: async (request) => {
      admitted.get(request)?.settle();
      await hook.settled?.(request);
    },
    after: (request) => hook.after?.(request),
  };
};
