import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** How long a service gets to accept a connection, in milliseconds. */
const CONNECTION_TIMEOUT_MS = 500;

/**
 * How long the database gets to answer a request: someone waits for the API, nobody for the worker
 * and the night.
 */
export const DATABASE_TIMEOUT_MS = { api: 2_000, background: 5_000 } as const;

/**
 * Limits the time of each request of a client, in milliseconds. The SDK tries again after a
 * timeout.
 */
const timeouts = (requestTimeout: number) => ({
  connectionTimeout: CONNECTION_TIMEOUT_MS,
  requestTimeout,
  // Else the SDK only warns.
  throwOnRequestTimeout: true,
});

/** How long the other services get to answer, in milliseconds. */
const SERVICE_TIMEOUT_MS = 3_000;

/** What clients of the other services have in common. */
export const SERVICE_CLIENT = { maxAttempts: 4, requestHandler: timeouts(SERVICE_TIMEOUT_MS) };

/**
 * The client of the table. It leaves out what is undefined, as the contract does, and fails with a
 * `TimeoutError` when the database does not answer in this many milliseconds, five times.
 */
export const documentClient = (timeoutMs: number): DynamoDBDocumentClient => {
  const client = new DynamoDBClient({ maxAttempts: 5, requestHandler: timeouts(timeoutMs) });
  // Copies each input and output for a logger that is not set: a tenth of a request's processor
  // time.
  client.middlewareStack.remove('loggerMiddleware');
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
};
