import { connect } from 'node:net';

/** The bytes of a response; the status is 0 if no response came. */
export interface SocketResponse {
  readonly status: number;
  readonly text: string;
  /** Whether the other side sent nothing and kept the connection open until the timeout. */
  readonly hung: boolean;
}

const TIMEOUT_MS = 15_000;

/** Writes these bytes and reads until the connection ends. `fetch` cannot send malformed HTTP. */
export const exchange = (url: string, bytes: string | Buffer): Promise<SocketResponse> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) });
    let [text, hung] = ['', false];
    const timer = setTimeout(() => {
      hung = text === '';
      socket.destroy();
    }, TIMEOUT_MS);
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    // A reset is acceptable: the other side refuses the connection.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve({ status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0), text, hung });
    });
    socket.write(bytes);
  });
