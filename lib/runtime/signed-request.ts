import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsAccess, AwsService } from './config.ts';

/** What is asked of a service. */
export interface SignedRequest {
  /** What it is for, as the message of a failure begins: "Starting the night". */
  readonly purpose: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A service that does not answer must not hold up the whole request that needs it, however often it is asked. */
const PATIENCE_MS = 10_000;

const RETRIES = 3;

const isBusy = ({ status }: Response): boolean => status === 429 || status >= 500;

/** Longer each time, and not the same for all that were turned away together. */
const pause = (retry: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * 2 ** retry));

const signedHeaders = async (
  { region, credentials }: AwsAccess,
  service: AwsService,
  { protocol, host, hostname, pathname }: URL,
  { headers, body }: SignedRequest,
): Promise<Record<string, string>> => {
  const signer = new SignatureV4({ region, service, credentials: credentials(), sha256: Sha256 });
  const request = { method: 'POST', protocol, hostname, path: pathname, headers: { ...headers, host }, body };
  return (await signer.sign(request)).headers;
};

/**
 * Posts one signed request, and again when the service is busy. For calls that are too few to bundle a client of the
 * SDK for, which would be an eighth of the API; what signs them is there for DynamoDB. Throws where the service does
 * not take it.
 */
export const postSigned = async (
  aws: AwsAccess,
  service: AwsService,
  request: SignedRequest,
): Promise<void> => {
  const url = new URL(`${aws.endpoints[service]}${request.path}`);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const post = async (): Promise<Response> => {
    const headers = await signedHeaders(aws, service, url, request);
    const answer = await fetch(url, { method: 'POST', headers, body: request.body, signal });
    // Read to its end, or its connection is not used again.
    await answer.arrayBuffer();
    return answer;
  };
  let answer = await post();
  for (let retry = 0; retry < RETRIES && isBusy(answer); retry++) {
    await pause(retry);
    answer = await post();
  }
  if (!answer.ok) throw new Error(`${request.purpose} was answered with ${answer.status}.`);
};
