import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { freePort } from './aws/dynamodb/engine.ts';
import { codeOf, StartError } from './errors.ts';
import type { Options } from './options.ts';
import { startSystem, type System } from './system.ts';
import { watchFunctions } from './watch-functions.ts';

const ROOT = join(import.meta.dirname, '..');

/** What the system answers; the dev server answers everything else. */
const OF_THE_SYSTEM = String.raw`^/(api/|oauth2/|\.well-known/|logout|config\.json)`;

/**
 * Starts the system behind Vite's dev server, which passes calls on to it. The browser gets changes
 * of the client, the system runs new bundles of the functions. The content policy of the site does
 * not hold here: Vite needs scripts in the page.
 */
export async function startDevSystem(options: Options, say: (line: string) => void): Promise<System> {
  const port = options.port === 0 ? await freePort() : options.port;
  const publicUrl = `http://127.0.0.1:${port}`;
  // Bundles that are made again have their source maps beside them.
  process.setSourceMapsEnabled(true);
  const system = await startSystem({ ...options, port: 0, publicUrl }, say);
  const vite = await serveClient(port, system.address);
  const stopWatching = await watchFunctions(async (bundles) => {
    await system.reload(bundles);
    say('The functions have been reloaded.');
  });
  return {
    ...system,
    stop: async () => {
      await Promise.all([stopWatching(), vite.close()]);
      await system.stop();
    },
  };
}

async function serveClient(port: number, target: string): Promise<ViteDevServer> {
  const vite = await createServer({
    configFile: join(ROOT, 'web', 'vite.config.ts'),
    cacheDir: join(ROOT, '.build', 'vite'),
    clearScreen: false,
    logLevel: 'warn',
    server: { host: '127.0.0.1', port, strictPort: true, proxy: { [OF_THE_SYSTEM]: { target } } },
  });
  try {
    return await vite.listen();
  } catch (error) {
    await vite.close();
    if (codeOf(error) !== 'EADDRINUSE' && !String(error).includes('already in use')) throw error;
    throw new StartError(`Port ${port} is in use: end what listens there, or choose another with --port.`);
  }
}
