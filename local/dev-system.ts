import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { freePort } from './aws/dynamodb/engine.ts';
import { codeOf, StartError } from './errors.ts';
import type { Options } from './options.ts';
import { startSystem, type System } from './system.ts';
import { watchFunctions } from './watch-functions.ts';

const ROOT = join(import.meta.dirname, '..');

/** The paths that the system serves; the dev server serves the others. */
const OF_THE_SYSTEM = String.raw`^/(api/|oauth2/|\.well-known/|logout|config\.json)`;

/**
 * Starts the system behind Vite's dev server, which proxies calls to it. Changes of the client
 * reach the browser, changes of the functions the system. The site's content policy does not apply:
 * Vite needs scripts in the page.
 */
export async function startDevSystem(options: Options, say: (line: string) => void): Promise<System> {
  const port = options.port === 0 ? await freePort() : options.port;
  const publicUrl = `http://127.0.0.1:${port}`;
  // Rebuilt bundles have source maps beside them.
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
