/** The staff client and the API under one address (docs/adr/0011-one-address.md). */
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  FunctionEventType,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
  type BehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { HttpService } from './http-service.ts';
import type { Identity } from './identity.ts';
import { filesBesidePage, SiteContents } from './site-contents.ts';
import { siteHeaders } from './site-headers.ts';
import { siteRouter } from './site-router.ts';
import type { DeploymentSettings } from '../settings.ts';

/**
 * By default CloudFront caches an error for ten seconds, the API's too, and serves it to other
 * callers.
 */
const ERRORS_NOT_KEPT = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504].map((httpStatus) => ({
  httpStatus,
  ttl: Duration.seconds(0),
}));

/** The client, the API and the settings of the site. */
export interface SiteProps {
  /** The folder with the built client. */
  readonly folder: string;
  readonly identity: Identity;
  readonly http: HttpService;
  readonly settings: Pick<DeploymentSettings, 'webUrl' | 'certificateArn'>;
}

/**
 * A private bucket with the client, and a distribution that serves it and forwards calls to the
 * API.
 */
export class Site extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, { folder, identity, http, settings }: SiteProps) {
    super(scope, id);
    const bucket = this.addBucket();
    this.distribution = new Distribution(this, 'Distribution', {
      comment: 'Apart: the staff client and the API',
      defaultBehavior: this.pages(bucket, folder, identity),
      additionalBehaviors: { '/api/*': calls(http) },
      errorResponses: ERRORS_NOT_KEPT,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      ...this.ownName(settings),
    });
    acknowledge(this.distribution, settings);
    new SiteContents(this, 'Contents', {
      folder,
      config: { authority: identity.pool.userPoolProviderUrl, clientId: identity.web.userPoolClientId },
      bucket,
      distribution: this.distribution,
    });
  }

  private addBucket(): IBucket {
    const bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      encryption: BucketEncryption.S3_MANAGED,
      // Each deployment builds its content from source again.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Only the distribution reads it, and what it reads is the same for everybody: nothing to look for.',
    });
    // Under strict compiler options CDK's `Bucket` is not assignable to `IBucket`.
    return bucket as IBucket;
  }

  private pages(bucket: IBucket, folder: string, { domain }: Identity): BehaviorOptions {
    const otherOrigins = [`https://cognito-idp.${Aws.REGION}.amazonaws.com`, domain.baseUrl()];
    return {
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: siteHeaders(this, 'Headers', otherOrigins),
      functionAssociations: [
        {
          function: siteRouter(this, 'Router', filesBesidePage(folder)),
          eventType: FunctionEventType.VIEWER_REQUEST,
        },
      ],
    };
  }

  /** The client's own host name needs a certificate; without one it has a name of CloudFront. */
  private ownName({ webUrl, certificateArn }: SiteProps['settings']) {
    if (certificateArn === undefined) return {};
    return {
      domainNames: [new URL(webUrl).hostname],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    };
  }
}

/** Forwards every call uncached and whole, except `Host`: the gateway accepts its own name only. */
const calls = ({ api }: HttpService): BehaviorOptions => ({
  origin: new HttpOrigin(`${api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`),
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  allowedMethods: AllowedMethods.ALLOW_ALL,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
});

function acknowledge(distribution: Distribution, { certificateArn }: SiteProps['settings']): void {
  const reasons = {
    CFR1: 'A desk is a desk wherever it is: who may work with Apart is for sign-in to say, not for the country.',
    CFR2: 'Files that are the same for everybody, and an API that is throttled and wants a token; a network that has rules for a firewall can attach them.',
    CFR3: 'A log would hold paths, and paths hold card numbers. The gateway logs each call by its route.',
    ...(certificateArn === undefined && {
      CFR4: "Until there is a certificate for the client's own name; CloudFront's leaves no choice of TLS.",
    }),
  };
  Validations.of(distribution).acknowledge(
    ...Object.entries(reasons).map(([rule, reason]) => ({ id: `AwsSolutions-${rule}`, reason })),
  );
}
