// Long: all requests go to one site, made of the one assembly that is read at the top.
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it, test } from 'vitest';
import { readAssembly, type Assembly } from '../../../local/template/assembly.ts';
import { encodingFor } from '../../../local/gateway/encodings.ts';
import { loadFunctions } from '../../../local/aws/lambda/functions.ts';
import type { HttpReply } from '../../../local/gateway/reply.ts';
import { createSite } from '../../../local/site/site.ts';
import { resourcesIn } from '../../../local/template/template.ts';
import type { Json, JsonRecord } from '../../../local/template/template-values.ts';
import { synthesize } from '../../infra/synthesized.ts';
import { bodyOf, got } from '../gateway/request.ts';

const CONFIG = { authority: 'http://127.0.0.1:3000', clientId: 'web', clockShiftDays: 3 };

const { app } = await synthesize();
const assembly = readAssembly(app.outdir);
const site = createSite(assembly, CONFIG);

const asked = (...request: Parameters<typeof got>): HttpReply => {
  const reply = site(got(...request));
  if (reply === undefined) throw new Error(`${request[0]} is not the site's`);
  return reply;
};
const page = bodyOf(asked('/'));
const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? '';
const style = /href="(\/assets\/[^"]+\.css)"/.exec(page)?.[1] ?? '';

describe('the site', () => {
  it.each(['/', '/index.html', '/copies/0314.2', '/activities/A-1?tab=copies', '/assetsx', '/%'])(
    'serves the page at %s',
    (address) => {
      const { status, headers } = asked(address);
      expect(bodyOf(asked(address))).toBe(page);
      expect({ status, headers }).toMatchObject({
        status: 200,
        headers: { 'content-type': 'text/html', 'cache-control': 'no-cache' },
      });
    },
  );

  it.each([
    [script, 'text/javascript'],
    [style, 'text/css'],
  ])('serves %s, which may be kept for a year', (path, type) => {
    expect(asked(path)).toMatchObject({
      status: 200,
      headers: { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' },
    });
  });

  it('tells the client of this system, and not of a user pool', () => {
    expect(JSON.parse(bodyOf(asked('/config.json')))).toEqual(CONFIG);
    expect(asked('/config.json').headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-cache',
    });
  });

  it.each(['/api/', '/api/health', '/api/nope'])('leaves %s to the API', (path) => {
    expect(site(got(path))).toBeUndefined();
  });

  it('has the headers that are deployed, but for the one that is for HTTPS', () => {
    for (const path of ['/', script, '/assets/gone.js']) {
      const { headers } = asked(path);
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self';/,
      );
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(headers).not.toHaveProperty('strict-transport-security');
    }
  });

  it('sends whoever comes to localhost to the address that sign-in returns to', () => {
    expect(asked('/copies/1?a=b', { host: 'localhost:3000' })).toMatchObject({
      status: 302,
      headers: { location: 'http://127.0.0.1:3000/copies/1?a=b' },
    });
    expect(asked('/', { host: '127.0.0.1:3000' }).status).toBe(200);
    expect(site(got('/api/health', { host: 'localhost:3000' }))).toBeUndefined();
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('does not do %s', (method) => {
    expect(asked('/', {}, method).status).toBe(403);
  });

  it('answers HEAD as GET', () => {
    expect(asked(script, {}, 'HEAD').headers).toEqual(asked(script).headers);
  });
});

describe('no path leads out of the site', () => {
  it.each([
    '/assets/../index.html',
    '/assets/..%2findex.html',
    '/assets/..%2f..%2f..%2f..%2fetc%2fpasswd',
    '/assets/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..\\..\\package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/%00',
    `${script}%00.html`,
    '/assets//etc/passwd',
    '/assets/%',
    '/assets/',
    '/assets',
    '/../package.json',
    '/..%2fpackage.json',
    '//etc/passwd',
    '/__proto__',
    '/assets/__proto__',
  ])('%s', (path) => {
    const reply = asked(path);
    expect([200, 403]).toContain(reply.status);
    expect([page, '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>']).toContain(
      bodyOf(reply),
    );
  });
});

describe('what a client has already', () => {
  const etagOf = (headers: Record<string, string> = {}): string => asked(style, headers).headers.etag ?? '';

  it.each([{}, { 'accept-encoding': 'br' }])('is not sent again (%j)', (headers) => {
    const reply = asked(style, { ...headers, 'if-none-match': etagOf(headers) });
    expect(reply).toMatchObject({ status: 304, headers: { etag: etagOf(headers) } });
    expect(reply.body).toBeUndefined();
  });

  it('is sent again when it has another content', () => {
    expect(asked(style, { 'if-none-match': '"another"' }).status).toBe(200);
  });
});

describe('what is sent', () => {
  // A script is large enough to be compressed, however the builder splits the styles.
  const plain = asked(script).body ?? Buffer.alloc(0);

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('is packed for who can unpack it: %s', (encoding, unpacked) => {
    const { headers, body = Buffer.alloc(0) } = asked(script, {
      'accept-encoding': `deflate, ${encoding};q=0.9`,
    });
    expect(headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' });
    expect(body.length).toBeLessThan(plain.length);
    expect(unpacked(body).equals(plain)).toBe(true);
  });

  test.each([
    ['text/css', 2_000, 'gzip, br', 'br'],
    ['text/css', 2_000, 'br;q=0, gzip;q=0.5', 'gzip'],
    ['text/css', 2_000, 'identity', undefined],
    ['text/css', 2_000, '', undefined],
    ['text/css', 900, 'br', undefined],
    ['font/woff2', 2_000, 'br', undefined],
    ['image/svg+xml', 2_000, 'br', 'br'],
  ])('%s of %i bytes for a client that takes "%s" is packed with %s', (type, size, accepted, encoding) => {
    expect(encodingFor(type, size, accepted)).toBe(encoding);
  });
});

describe('the assembly', () => {
  it('has a function of CDK, which is not loaded', async () => {
    const only: Assembly = {
      ...assembly,
      ofType: (...types) =>
        assembly
          .ofType(...types)
          .filter(({ type, id }) => type !== 'AWS::Lambda::Function' || id.startsWith('CustomCDK')),
    };
    expect(only.ofType('AWS::Lambda::Function')).toHaveLength(1);
    expect((await loadFunctions(only, {})).all).toEqual([]);
  });

  const distribution = (page: JsonRecord): JsonRecord => ({
    Type: 'AWS::CloudFront::Distribution',
    Properties: { DistributionConfig: { DefaultCacheBehavior: page } },
  });
  const router = { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Router', 'FunctionARN'] } };
  const resources = (changes: Readonly<Record<string, Json>>): JsonRecord => ({
    Router: {
      Type: 'AWS::CloudFront::Function',
      Properties: { FunctionCode: 'function handler(event) { return event.request; }' },
    },
    Site: distribution({ FunctionAssociations: [router] }),
    ...changes,
  });
  const siteOf = (changes: Readonly<Record<string, Json>>) => {
    const all = resourcesIn([{ name: 'S', template: { Resources: resources(changes) } }]);
    const ofType: Assembly['ofType'] = (...types) => all.filter(({ type }) => types.includes(type));
    return createSite({ ofType, codeOf: () => '', filesAt: () => '' }, CONFIG);
  };

  it('can be as simple as this', () => {
    expect(siteOf({})(got('/config.json'))?.status).toBe(200);
  });

  it.each<[string, Record<string, Json>]>([
    ['exactly one distribution', { Other: distribution({}) }],
    ['exactly one function before the pages', { Site: distribution({}) }],
    [
      'exactly one function before the pages',
      { Site: distribution({ FunctionAssociations: [{ ...router, EventType: 'viewer-response' }] }) },
    ],
    [
      'does not know the FrameOptions',
      {
        Site: distribution({ FunctionAssociations: [router], ResponseHeadersPolicyId: { Ref: 'Headers' } }),
        Headers: {
          Type: 'AWS::CloudFront::ResponseHeadersPolicy',
          Properties: { ResponseHeadersPolicyConfig: { SecurityHeadersConfig: { FrameOptions: {} } } },
        },
      },
    ],
  ])('stops the start where the local system cannot do what it says: %s', (sentence, changes) => {
    expect(() => siteOf(changes)).toThrow(sentence);
  });
});
