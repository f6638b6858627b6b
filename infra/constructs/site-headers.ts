/** The response headers of the site. */
import { HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** Two years, the recommended lifetime of HSTS. */
const HTTPS_ONLY = Duration.days(730);

/**
 * Limits the page to its own scripts and styles, and to calls of its own and these other origins.
 */
export function siteHeaders(
  scope: Construct,
  id: string,
  otherOrigins: readonly string[],
): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, id, {
    comment: 'Apart: what browsers may do with the staff client',
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: contentPolicy(otherOrigins), override: true },
      contentTypeOptions: { override: true },
      // A path may hold a card number: neither other sites nor our own logs get it as a referrer.
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: { accessControlMaxAge: HTTPS_ONLY, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
        { header: 'cross-origin-resource-policy', value: 'same-origin', override: true },
        { header: 'permissions-policy', value: NOTHING_OF_THE_MACHINE, override: true },
      ],
    },
  });
}

/** Denies the camera too: barcodes come from scanners that type. */
const NOTHING_OF_THE_MACHINE = 'camera=(), geolocation=(), microphone=(), payment=(), usb=()';

const contentPolicy = (otherOrigins: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    ['connect-src', "'self'", ...otherOrigins].join(' '),
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
