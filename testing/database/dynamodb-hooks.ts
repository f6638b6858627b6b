/** Hooks on requests to DynamoDB: tests count them, pause them, or make them fail. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * One request to DynamoDB: the name of its command, such as `TransactWriteCommand`, and its
 * parameters.
 */
export interface Request {
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * Runs around each request. An error of these functions goes to the caller in place of an answer.
 */
export interface RequestHook {
  before?: ((request: Request) => Promise<void> | void) | undefined;
  /** Runs once the engine has answered or refused; `after` runs only when it has answered. */
  settled?: ((request: Request) => Promise<void> | void) | undefined;
  after?: ((request: Request) => Promise<void> | void) | undefined;
}

const WRITES = ['PutCommand', 'UpdateCommand', 'DeleteCommand', 'TransactWriteCommand'];

export const isWrite = ({ command }: Request): boolean => WRITES.includes(command);

/** Passes every request of a client through the hook, outside of the SDK's own retries. */
export const withRequestHook = (client: DynamoDBDocumentClient, hook: RequestHook): void => {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = String(context.commandName).replace(/Command$/, '');
      const request = { command: `${plainName(command)}Command`, input: args.input as Request['input'] };
      await hook.before?.(request);
      const answer = await next(args).finally(() => hook.settled?.(request));
      await hook.after?.(request);
      return answer;
    },
    { step: 'initialize', priority: 'high', name: 'hook' },
  );
};

/** `PutItem` of the plain client is `Put` of the document client. */
const plainName = (command: string): string => command.replace(/Items?$/, '');

/**
 * Makes the nth write from now on fail, before or after it is done. The answer counts the writes.
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
