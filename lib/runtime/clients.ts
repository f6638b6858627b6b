import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Timeout of a connection, in milliseconds. */
const CONNECTION_TIMEOUT_MS = 500;

/**
 * Timeout of a database request, in milliseconds: a person waits for the API, but not for the
 * worker or the night.
 */
export const DATABASE_TIMEOUT_MS = { api: 2_000, background: 5_000 } as const;

/** Limits each request of a client, in milliseconds. The SDK retries after a timeout. */
const timeouts = (requestTimeout: number) => ({
  connectionTimeout: CONNECTION_TIMEOUT_MS,
  requestTimeout,
  // Otherwise the SDK only warns.
  throwOnRequestTimeout: true,
});

/** Timeout of a request to another service, in milliseconds. */
const SERVICE_TIMEOUT_MS = 3_000;

/** Settings for clients of the other services. */
export const SERVICE_CLIENT = { maxAttempts: 4, requestHandler: timeouts(SERVICE_TIMEOUT_MS) };

/**
 * The client of the table. It drops undefined values, as the contract does. Throws `TimeoutError`
 * when the database does not answer within the timeout five times.
 */
export const documentClient = (timeoutMs: number): DynamoDBDocumentClient => {
  const client = new DynamoDBClient({ maxAttempts: 5, requestHandler: timeouts(timeoutMs) });
  // This middleware copies each input and output for a logger that is not set, and takes a tenth of
  // the CPU time of a request.
  client.middlewareStack.remove('loggerMiddleware');
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
};
