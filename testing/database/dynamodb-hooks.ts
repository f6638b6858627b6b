/** Hooks on the requests to DynamoDB: tests count them, hold them up, or let them fail. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * One request to DynamoDB: the name of its command, as in `TransactWriteCommand`, and its
 * parameters.
 */
export interface Request {
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * What happens around each request; what either throws goes to the caller in place of an answer.
 */
export interface RequestHook {
  before?: ((request: Request) => Promise<void> | void) | undefined;
  after?: ((request: Request) => Promise<void> | void) | undefined;
}

const WRITES = ['PutCommand', 'UpdateCommand', 'DeleteCommand', 'TransactWriteCommand'];

export const isWrite = ({ command }: Request): boolean => WRITES.includes(command);

/** Lets every request of a client pass the hook, outside of the SDK's own retries. */
export const withRequestHook = (client: DynamoDBDocumentClient, hook: RequestHook): void => {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = String(context.commandName).replace(/Command$/, '');
      const request = { command: `${plainName(command)}Command`, input: args.input as Request['input'] };
      await hook.before?.(request);
      const answer = await next(args);
      await hook.after?.(request);
      return answer;
    },
    { step: 'initialize', priority: 'high', name: 'hook' },
  );
};

/** `PutItem` of the plain client is `Put` of the document client. */
const plainName = (command: string): string => command.replace(/Items?$/, '');

/**
 * Fails the nth write from now on, before it is done or after. Answers how many writes there were.
 */
export const failWrite = (hook: RequestHook, nth: number, when: 'before' | 'after'): (() => number) => {
  let writes = 0;
  hook[when] = (request) => {
    if (isWrite(request) && ++writes === nth) throw new Error('cut off');
  };
  return () => {
    hook.before = hook.after = undefined;
    return writes;
  };
};
