/** A service of AWS as a little server that writes down what it is asked. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { AwsAccess, AwsService } from '../../lib/runtime/config.ts';

/** What came in. */
export interface Heard {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A server that gives these answers one after the other, and the last one from then on. */
export async function listening(...statuses: readonly number[]) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url: path, headers } = request;
      heard.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
      response.statusCode = statuses[Math.min(heard.length, statuses.length) - 1] ?? 200;
      response.end('{"MessageId":"1"}');
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

/** Access to AWS where every service is at this address, under the path of its name. */
export const accessAt = (url: string): AwsAccess => {
  const at = (service: AwsService): string => `${url}/${service}`;
  return {
    region: 'eu-central-1',
    endpoints: { lambda: at('lambda'), sqs: at('sqs'), sns: at('sns') },
    credentials: () => ({ accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'token' }),
  };
};
