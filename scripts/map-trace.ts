/**
 * `npm run trace -- api < trace.txt`: prints a stack trace of a deployed function with the places
 * in our sources. Run it in a checkout of the deployed version, which builds the same bundles and
 * source maps. The functions themselves read no source maps: that would cost each cold start a
 * tenth of a second.
 */
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildFunctions, functionNames } from '../infra/bundle/build-functions.ts';

/** A place in a bundle, as in `file:///var/task/index.mjs:12:345`. */
const PLACE = /(?:file:\/\/)?[^\s()]*?([\w.-]+\.mjs):(\d+):(\d+)/g;

/** Replaces each place in a bundle of this folder by the one in our sources; other places stay. */
export function mapTrace(trace: string, bundle: string): string {
  return trace.replaceAll(PLACE, (place, file: string, line: string, column: string) => {
    const map = join(bundle, `${file}.map`);
    if (!existsSync(map)) return place;
    const payload = JSON.parse(readFileSync(map, 'utf8')) as SourceMapPayload;
    const found = new SourceMap(payload).findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalSource' in found)) return place;
    const source = relative(process.cwd(), resolve(bundle, found.originalSource));
    return `${source}:${found.originalLine + 1}:${found.originalColumn + 1}`;
  });
}

if (import.meta.main) {
  const [name = ''] = process.argv.slice(2);
  if (!functionNames().includes(name)) {
    console.error(`Name a function: npm run trace -- ${functionNames().join('|')} < trace.txt`);
    process.exit(2);
  }
  const bundle = join(await buildFunctions(console.error), name);
  process.stdout.write(mapTrace(await text(process.stdin), bundle));
}
