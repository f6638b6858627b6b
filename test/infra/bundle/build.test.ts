import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { buildFunctions, functionNames } from '../../../infra/bundle/build-functions.ts';

const names = functionNames();
const folder = await buildFunctions(() => undefined);
const bundleOf = (name: string): string => join(folder, name);
const codeOf = (name: string): string => readFileSync(join(bundleOf(name), 'index.mjs'), 'utf8');

describe('bundles', () => {
  it('are made of what lies directly under functions/', () => {
    expect(names).toEqual(expect.arrayContaining(['api', 'nightly', 'token-claims', 'worker']));
  });

  beforeEach(() => {
    vi.stubEnv('TABLE_NAME', 'a-table');
    vi.stubEnv('MAIL_FROM', 'apart@apart.example');
    vi.stubEnv('NEWS_TOPIC_ARN', 'a-topic');
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

  it('only the night carries a mailer', () => {
    const mailers = names.filter((name) => codeOf(name).includes('nodemailer'));
    expect(mailers).toEqual(['nightly']);
  });

  it('what is loaded when it is first needed is in files of its own', () => {
    const files = readdirSync(bundleOf('api')).filter((file) => file.endsWith('.mjs'));
    const sendsWork = files.filter((file) =>
      readFileSync(join(bundleOf('api'), file), 'utf8').includes('AmazonSQS'),
    );
    expect(sendsWork).toHaveLength(1);
    expect(sendsWork).not.toContain('index.mjs');
  });
});
