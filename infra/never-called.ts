/**
 * Stands in for parts of the AWS SDK that no call of Apart reaches, when the functions are bundled (infra/build.ts):
 * together a twentieth of the API. Should one be reached after all, it says so.
 */

const notBundled = (what: string): never => {
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
