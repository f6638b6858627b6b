import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { buildFunctions, bundleOf } from '../../infra/build.ts';

const names = buildFunctions();

describe('bundles', () => {
  it('are made of what lies directly under functions/', () => {
    expect(names).toEqual(expect.arrayContaining(['api', 'nightly', 'token-claims']));
  });

  beforeEach(() => {
    vi.stubEnv('TABLE_NAME', 'a-table');
    vi.stubEnv('AWS_REGION', 'eu-west-1');
  });

  it.each(names)('%s loads by itself and has a handler', async (name) => {
    const module = (await import(
      /* @vite-ignore */ pathToFileURL(join(bundleOf(name), 'index.mjs')).href
    )) as object;
    expect(module).toHaveProperty('handler', expect.any(Function));
  });

  it.each(names)('%s holds its code and its source map, without the sources', (name) => {
    expect(
      readdirSync(bundleOf(name))
        .filter((file) => file.startsWith('index.'))
        .sort(),
    ).toEqual(['index.mjs', 'index.mjs.map']);
    expect(JSON.parse(readFileSync(join(bundleOf(name), 'index.mjs.map'), 'utf8'))).not.toHaveProperty(
      'sourcesContent',
    );
  });

  it('the API stays within 500 KB, so that it starts quickly', () => {
    expect(statSync(join(bundleOf('api'), 'index.mjs')).size).toBeLessThanOrEqual(500_000);
  });
});
