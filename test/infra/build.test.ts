import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { build, type Plugin } from 'esbuild';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { BUNDLE, buildFunctions, functionNames } from '../../infra/build-functions.ts';
import { parsedTexts } from '../../infra/parsed-texts.ts';
import { dynamodb, ses } from '../../infra/service-endpoints.ts';
import { standIns } from '../../infra/stand-ins.ts';
import * as texts from '../../lib/http/texts.ts';
import { nl } from '../../lib/http/texts.nl.ts';

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

  it('the API stays within 500 KB, so that it starts quickly', () => {
    expect(statSync(join(bundleOf('api'), 'index.mjs')).size).toBeLessThanOrEqual(500_000);
  });
});

/** An empty directory, and what is bundled into it. */
const directory = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'apart-build-'));
  onTestFinished(() => {
    rmSync(path, { recursive: true });
  });
  return path;
};
const bundled = async (entry: string, ...plugins: Plugin[]): Promise<string> => {
  const outfile = join(directory(), 'index.mjs');
  await build({ ...BUNDLE, entryPoints: [entry], outfile, plugins, logLevel: 'silent' });
  return outfile;
};

describe('texts in a bundle', () => {
  /** The same for whatever a text wants to know. */
  const always = (fact: string | number): Readonly<Record<string, string | number>> =>
    new Proxy({}, { has: () => true, get: () => fact });

  it.each(['nl', 'en'] as const)('say the same as they do without one (%s)', async (language) => {
    const file = await bundled(join(import.meta.dirname, '../../lib/http/texts.ts'), parsedTexts);
    const inBundle = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as typeof texts;
    for (const key of Object.keys(nl).filter(texts.isTextKey)) {
      for (const facts of [1, 2, 'yes', 'copy'].map(always))
        expect(inBundle.text(key, language, facts)).toBe(texts.text(key, language, facts));
    }
  });

  it('fail the build when one is no ICU message', async () => {
    const file = join(directory(), 'texts.nl.ts');
    writeFileSync(file, "export const nl = { fine: 'Goed.', broken: '{n, plural, one {#}}' };");
    await expect(bundled(file, parsedTexts)).rejects.toThrow('The text "broken" is no ICU message');
  });
});

describe('what stands in for parts of the SDK', () => {
  it.each(['eu-west-1', 'eu-central-1', 'us-east-1', 'us-gov-west-1'])(
    'finds the endpoints that the SDK finds in %s',
    (Region) => {
      const wanted = { Region, UseFIPS: false, UseDualStack: false };
      expect(dynamodb(wanted)).toEqual(new DynamoDBClient({}).config.endpointProvider(wanted));
      expect(ses(wanted)).toEqual(new SESv2Client({}).config.endpointProvider(wanted));
    },
  );

  it('takes the endpoint that is configured', () => {
    const plain = { Region: 'eu-west-1', UseFIPS: false, UseDualStack: false };
    const wanted = { ...plain, Endpoint: 'http://127.0.0.1:8000/' };
    expect(dynamodb(wanted)).toEqual(new DynamoDBClient({}).config.endpointProvider(wanted));
  });

  it('says so when it is asked for what it has not', () => {
    expect(() => dynamodb({ Region: 'eu-west-1', UseFIPS: true })).toThrow('not part of the bundles');
  });

  it('fails the build when the SDK no longer has what it stands in for', async () => {
    const gone = standIns({ '@smithy/core/gone.js': '' });
    await expect(bundled(join(import.meta.dirname, '../../lib/contract.ts'), gone)).rejects.toThrow(
      'gone.js',
    );
  });
});
