/** Measures the scripts that a browser loads before it shows a screen. */
import { get } from 'node:http';
import type { Page } from 'playwright-core';

/**
 * The gzipped size of all scripts that the page has loaded so far. Very small ones are not
 * compressed.
 */
export async function gzippedScripts(page: Page): Promise<number> {
  const addresses = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => new URL(name).pathname.endsWith('.js')),
  );
  const sizes = await Promise.all([...new Set(addresses)].map(gzippedSize));
  return sizes.reduce((sum, size) => sum + size, 0);
}

const gzippedSize = (address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    get(address, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      let size = 0;
      answer.on('data', (chunk: Buffer) => (size += chunk.length));
      answer.on('end', () => {
        resolve(size);
      });
    }).on('error', reject);
  });
