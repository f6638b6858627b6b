/** The embedded DynamoDB, in memory, as a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';

export interface Engine {
  readonly endpoint: string;
  readonly stop: () => void;
}

/** Starts an engine; on another port where something else has taken the first one. */
export const startEngine = async (): Promise<Engine> => {
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    const endpoint = `http://127.0.0.1:${port}`;
    const child = spawn(engineBinary(), ['serve', '--port', String(port)], { stdio: 'ignore' });
    if (await answers(endpoint, child)) return { endpoint, stop: () => child.kill('SIGKILL') };
    if (tries === 5) throw new Error('The embedded engine does not start.');
  }
};

const engineBinary = (): string => {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'dynoxide');
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

/** Whether the engine answers; not so when it ended, as where something else took its port. */
const answers = async (endpoint: string, child: ChildProcess): Promise<boolean> => {
  const until = Date.now() + 10_000;
  while (Date.now() < until && isRunning(child)) {
    try {
      await fetch(endpoint, { signal: AbortSignal.timeout(1_000) });
      await new Promise((resolve) => setTimeout(resolve, 10));
      return isRunning(child);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  return false;
};

const isRunning = (child: ChildProcess): boolean => child.exitCode === null;
