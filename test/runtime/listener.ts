/** A server in place of a service of AWS, which records its requests. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished, vi } from 'vitest';

/** A request that came in. */
export interface Heard {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** The answer of each service when all goes well. */
function answerTo({ headers, body }: Heard): string {
  if (headers['content-type'] === 'application/x-www-form-urlencoded')
    return '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>';
  if (headers['x-amz-target'] !== 'AmazonSQS.SendMessage') return '{"MessageId":"1"}';
  const { MessageBody: text } = JSON.parse(body) as { readonly MessageBody: string };
  return JSON.stringify({ MessageId: '1', MD5OfMessageBody: createHash('md5').update(text).digest('hex') });
}

/** A server that gives these answers in turn, and then repeats the last one. */
export async function listening(...statuses: readonly number[]) {
  const heard: Heard[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method, url: path, headers } = incoming;
      const request = { method, path, headers, body: Buffer.concat(chunks).toString() };
      heard.push(request);
      response.statusCode = statuses[Math.min(heard.length, statuses.length) - 1] ?? 200;
      response.end(answerTo(request));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, heard };
}

/**
 * An environment in which all services of a function are at this address, until the end of the
 * test.
 */
export const stubAws = (url: string): void => {
  const environment = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKID',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
    AWS_ENDPOINT_URL: url,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
};
