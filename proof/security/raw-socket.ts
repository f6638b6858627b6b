import { connect } from 'node:net';

/** What came back over a connection, as it came; the status is 0 where nothing did. */
export interface RawAnswer {
  readonly status: number;
  readonly text: string;
  /** Whether the other side was still silent when the patience was over. */
  readonly hung: boolean;
}

const PATIENCE_MS = 15_000;

/** Writes these bytes and reads until the connection ends: what `fetch` is too polite for. */
export const exchange = (url: string, bytes: string | Buffer): Promise<RawAnswer> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) });
    let [text, hung] = ['', false];
    const timer = setTimeout(() => {
      hung = text === '';
      socket.destroy();
    }, PATIENCE_MS);
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    // A reset is an answer too: the other side wants no more of it.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve({ status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0), text, hung });
    });
    socket.write(bytes);
  });
