import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';

import { onTestFinished } from 'vitest';

/** A request as it arrived. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** The number of earlier requests with this method and path. */
  readonly before: number;
}

export interface StandInAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Closes the connection instead of answering. */
  readonly hangUp?: boolean;
}

export interface StandIn {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** The number of TCP connections made. */
  readonly connections: () => number;
}

/** A real HTTP server for one test. The callback decides its answers. */
export async function standIn(answer: (seen: Seen) => StandInAnswer): Promise<StandIn> {
  const seen: Seen[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const before = seen.filter((each) => each.method === method && each.path === path).length;
      const one = { method, path, headers, body: Buffer.concat(chunks).toString(), before };
      seen.push(one);
      const { status, body = {}, headers: more = {}, hangUp = false } = answer(one);
      if (hangUp) request.socket.destroy();
      else
        response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(body));
    });
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, seen, connections: () => connections };
}

/** A directory for one test, with these files. */
export function directoryWith(files: Readonly<Record<string, string | Buffer>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'apart-feed-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true });
  });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
  return directory;
}

/** A stream that records what is written to it. It is not a terminal. */
export function paper(): Writable & { readonly text: () => string } {
  let text = '';
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    text += chunk.toString();
    done();
  };
  return Object.assign(new Writable({ write }), { text: () => text });
}
