import { AwsClient } from 'aws4fetch';
import type { AwsAccess, AwsService } from './config.ts';

/** What is asked of a service. */
export interface SignedRequest {
  /** What it is for, as the message of a failure begins: "Starting the night". */
  readonly purpose: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A service that does not answer must not hold up the whole request that needs it. */
const PATIENCE_MS = 10_000;

/**
 * Posts one signed request, and again when the service is busy. For calls that are too few to bundle a client of the
 * SDK for, which would be an eighth of the API. Throws where the service does not take it.
 */
export const postSigned = async (
  { region, endpoints, credentials }: AwsAccess,
  service: AwsService,
  { purpose, path, headers, body }: SignedRequest,
): Promise<void> => {
  const aws = new AwsClient({ ...credentials(), region, service, retries: 3 });
  const answer = await aws.fetch(`${endpoints[service]}${path}`, {
    method: 'POST',
    headers,
    body,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  // Read to its end, or its connection is not used again.
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${purpose} was answered with ${answer.status}.`);
};
