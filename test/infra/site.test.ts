// Long: bucket, distribution, headers and files make one site, and each file costs a synthesis.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { build } from '../../infra/bundle/build.ts';
import { synthesize } from './synthesized.ts';

const { app, ofType, service } = await synthesize();
const only = (type: string): Readonly<Record<string, unknown>> => {
  const [resource, ...others] = ofType(type);
  if (resource === undefined || others.length > 0) throw new Error(`There is not one ${type}.`);
  return resource.properties;
};

interface Behavior {
  readonly PathPattern: string;
  readonly TargetOriginId: string;
}
interface DistributionConfig {
  readonly DefaultCacheBehavior: Behavior;
  readonly CacheBehaviors: readonly Behavior[];
  readonly CustomErrorResponses: readonly { readonly ErrorCode: number }[];
  readonly Origins: readonly { readonly Id: string }[];
}
const distributionOf = (template = service): DistributionConfig => {
  const [one] = Object.values(template.findResources('AWS::CloudFront::Distribution')) as {
    readonly Properties: { readonly DistributionConfig: DistributionConfig };
  }[];
  if (one === undefined) throw new Error('There is no distribution.');
  return one.Properties.DistributionConfig;
};
const distribution = distributionOf();
const originOf = ({ TargetOriginId }: Behavior) =>
  distribution.Origins.find(({ Id }) => Id === TargetOriginId);

describe('the bucket of the site', () => {
  it('is closed to all but the distribution', () => {
    expect(only('AWS::S3::Bucket').PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const { Statement } = only('AWS::S3::BucketPolicy').PolicyDocument as { readonly Statement: unknown[] };
    expect(Statement).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
      expect.objectContaining({
        Effect: 'Allow',
        Action: 's3:GetObject',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() as unknown } },
      }),
    ]);
  });

  it('is encrypted, and goes with the stack: what is in it is built again', () => {
    expect(JSON.stringify(only('AWS::S3::Bucket').BucketEncryption)).toContain('AES256');
    expect(ofType('AWS::S3::Bucket')[0]?.deletionPolicy).toBe('Delete');
  });
});

describe('the distribution', () => {
  it('serves the client over HTTPS only, packed, on the new versions of HTTP', () => {
    expect(distribution).toMatchObject({
      Enabled: true,
      HttpVersion: 'http2and3',
      PriceClass: 'PriceClass_100',
      DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https', Compress: true },
    });
    expect(originOf(distribution.DefaultCacheBehavior)).toHaveProperty('OriginAccessControlId');
  });

  it('passes every call on to the API as it came, and keeps no answer', () => {
    const [calls, ...others] = distribution.CacheBehaviors;
    expect(others).toEqual([]);
    expect(calls).toMatchObject({
      PathPattern: '/api/*',
      ViewerProtocolPolicy: 'https-only',
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
      // Managed policies of AWS: nothing is cached, and all headers but the host are forwarded
      // (also Authorization).
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    });
    expect(calls && originOf(calls)).toMatchObject({
      CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
    });
  });

  it("leaves the API's own errors as they are, and keeps none", () => {
    const errors = distribution.CustomErrorResponses;
    expect(errors.map(({ ErrorCode }) => ErrorCode)).toEqual(
      expect.arrayContaining([403, 404, 500, 503, 504]),
    );
    expect(errors).toEqual(errors.map(({ ErrorCode }) => ({ ErrorCode, ErrorCachingMinTTL: 0 })));
  });

  it('keeps no log, which would hold card numbers', () => {
    expect(distribution).not.toHaveProperty('Logging');
  });

  it('says where it is', () => {
    service.hasOutput('SiteUrl', {});
  });
});

describe('with a certificate', () => {
  it('the distribution answers under the name of webUrl, with TLS 1.2 at least', async () => {
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1a2b';
    vi.stubEnv('CDK_CONTEXT_JSON', JSON.stringify({ certificateArn, webUrl: 'https://apart.oba.nl/' }));
    const config = distributionOf((await synthesize()).service);
    vi.unstubAllEnvs();
    expect(config).toMatchObject({
      Aliases: ['apart.oba.nl'],
      ViewerCertificate: { AcmCertificateArn: certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
    });
  });
});

describe('the headers of the site', () => {
  const text = JSON.stringify(only('AWS::CloudFront::ResponseHeadersPolicy'));

  it('let the page run nothing but its own scripts and styles', () => {
    expect(text).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(text).toContain("base-uri 'none'; frame-ancestors 'none'");
    expect(text).not.toMatch(/unsafe-|\*|http:/);
  });

  it('let it call its own address, the issuer and the sign-in page, and no other', () => {
    const [, connect = ''] = /connect-src ([^;]*);/.exec(text) ?? [];
    expect(connect.match(/'self'|https:\/\/[a-z-]*/g)).toEqual(["'self'", 'https://cognito-idp', 'https://']);
    expect(connect).toContain('amazoncognito.com');
  });

  it('ask for HTTPS for two years', () => {
    expect(text).toContain('"StrictTransportSecurity":{"AccessControlMaxAgeSec":63072000');
  });
});

describe('the function before the pages', () => {
  const code = only('AWS::CloudFront::Function').FunctionCode as string;
  const handler = runInContext(`${code}\nhandler;`, createContext({})) as (event: unknown) => {
    readonly uri: string;
  };

  it.each([
    ['/', '/index.html'],
    ['/index.html', '/index.html'],
    ['/copies/0314.2', '/index.html'],
    ['/activities/A-1', '/index.html'],
    ['/favicon.svg/', '/index.html'],
    ['/assetsx.js', '/index.html'],
    ['/deep/assets/app.js', '/index.html'],
    ['/config.json', '/config.json'],
    ['/favicon.svg', '/favicon.svg'],
    ['/assets/app-1a2b.js', '/assets/app-1a2b.js'],
    ['/assets/gone.js', '/assets/gone.js'],
  ])('leads %s to %s', (uri, file) => {
    expect(handler({ request: { method: 'GET', uri } }).uri).toBe(file);
  });

  it('knows every file that is built beside the page', async () => {
    const { site: folder } = await build();
    const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => handler({ request: { uri: `/${name}` } }).uri)).toEqual(
      files.map(({ name }) => `/${name}`),
    );
  });

  it('is small enough for where it runs', () => {
    expect(Buffer.byteLength(code)).toBeLessThan(10_000);
    expect(only('AWS::CloudFront::Function').FunctionConfig).toMatchObject({ Runtime: 'cloudfront-js-2.0' });
  });
});

describe('what is put into the bucket', () => {
  const deployments = ofType('Custom::CDKBucketDeployment').map(({ properties }) => properties);
  const filesOf = ({ SourceObjectKeys }: (typeof deployments)[number]): readonly string[] =>
    (SourceObjectKeys as string[]).flatMap((key) =>
      readdirSync(join(app.outdir, `asset.${key.replace('.zip', '')}`)),
    );
  const [assets, pages] = [
    deployments.find(({ DestinationBucketKeyPrefix }) => DestinationBucketKeyPrefix === 'assets'),
    deployments.find(({ DestinationBucketKeyPrefix }) => DestinationBucketKeyPrefix === undefined),
  ];

  it('may be kept for a year where another content has another name', () => {
    expect(assets?.SystemMetadata).toEqual({ 'cache-control': 'public, max-age=31536000, immutable' });
    for (const name of assets === undefined ? [] : filesOf(assets)) expect(name).toMatch(/-[\w-]{8}\.\w+$/);
  });

  it('is asked for again each time where it has not', () => {
    expect(pages).toMatchObject({
      SystemMetadata: { 'cache-control': 'no-cache' },
      DistributionPaths: ['/index.html', '/config.json'],
    });
    expect(pages && filesOf(pages)).toEqual(expect.arrayContaining(['index.html', 'config.json']));
    expect(pages && filesOf(pages)).not.toContain('assets');
  });

  it('leaves what pages that are open may still ask for', () => {
    expect(deployments.map(({ Prune }) => Prune)).toEqual([false, false]);
  });

  it('tells the client who signs people in', () => {
    const key = (pages?.SourceObjectKeys as string[]).at(-1)?.replace('.zip', '') ?? '';
    const markers = (pages?.SourceMarkers as Record<string, unknown>[]).at(-1) ?? {};
    const config = JSON.parse(
      readFileSync(join(app.outdir, `asset.${key}`, 'config.json'), 'utf8'),
    ) as Record<string, string>;
    const [pool] = ofType('AWS::Cognito::UserPool');
    const client = ofType('AWS::Cognito::UserPoolClient').find(({ id }) => id.startsWith('IdentityUsersWeb'));
    expect(
      Object.fromEntries(Object.entries(config).map(([name, marker]) => [name, markers[marker]])),
    ).toEqual({
      authority: { 'Fn::GetAtt': [pool?.id, 'ProviderURL'] },
      clientId: { Ref: client?.id },
    });
  });
});
