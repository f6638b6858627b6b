/**
 * Stands in for parts of the AWS SDK that no call of Apart reaches, when the functions are bundled (infra/build.ts,
 * infra/stand-ins.ts). Should one be reached after all, it says so.
 */

/** Throws, because what was asked for is not there. */
export const notBundled = (what: string): never => {
  throw new Error(`${what} not part of the bundles: see infra/never-called.ts.`);
};

/** In place of `@aws-sdk/endpoint-cache`. Every client of DynamoDB makes one; only looking for endpoints asks it. */
export class EndpointCache {
  get(): never {
    return notBundled('Looking for endpoints is');
  }
}

/** In place of `@smithy/core/event-streams`, which is loaded for answers that are a stream of events. */
export function EventStreamSerde(): never {
  return notBundled('Streams of events are');
}

/** What signs the parts of such a stream; everything that signs has one. */
export class HeaderFormatter {
  format(): never {
    return notBundled('Streams of events are');
  }
}

/** SHA-256 in JavaScript, for where there is no OpenSSL. */
export function Sha256Js(): never {
  return notBundled('SHA-256 in JavaScript is');
}

/** For `AWS_RETRY_MODE=adaptive`, which is set nowhere. */
export function AdaptiveRetryStrategy(): never {
  return notBundled('Adaptive retries are');
}

/** Asks the machine for its region where `AWS_REGION` is not set. Lambda sets it. */
export function getInstanceMetadataRegion(): never {
  return notBundled('Looking for the region is');
}

/** The partitions of AWS and their regions, for what infra/service-endpoints.ts stands in for. */
export const partitionsInfo = {
  get partitions(): never {
    return notBundled('The partitions of AWS are');
  },
};

// Points in time as the SDK writes and reads them. What Apart asks of DynamoDB and SES has none: it keeps text.
const noTimes = (): never => notBundled('Points in time are');
export {
  noTimes as dateToUtcString,
  noTimes as parseEpochTimestamp,
  noTimes as parseRfc3339DateTime,
  noTimes as parseRfc3339DateTimeWithOffset,
  noTimes as parseRfc7231DateTime,
};
