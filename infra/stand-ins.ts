/**
 * What stands in for parts of the AWS SDK when the functions are bundled (infra/build-functions.ts): file by file, since an alias
 * can only name a whole package. Together they would be a twelfth of the API.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Plugin } from 'esbuild';

const PACKAGES = join(dirname(import.meta.dirname), 'node_modules');

const AWS = '@aws-sdk/core/dist-es/submodules';
const SMITHY = '@smithy/core/dist-es/submodules';
const NEVER_CALLED = `export * from './never-called.ts'`;
const endpointOf = (service: string): string =>
  `export { ${service} as defaultEndpointResolver } from './service-endpoints.ts'`;

/** What each file is made to be. Where the SDK no longer has one of them, the build fails. */
const STAND_INS: Readonly<Record<string, string>> = {
  '@aws-sdk/client-dynamodb/dist-es/endpoint/endpointResolver.js': endpointOf('dynamodb'),
  '@aws-sdk/client-sesv2/dist-es/endpoint/endpointResolver.js': endpointOf('ses'),
  [`${AWS}/client/util-endpoints/lib/aws/partitions.js`]: NEVER_CALLED,
  [`${SMITHY}/checksum/sha256/Sha256Js.js`]: NEVER_CALLED,
  [`${SMITHY}/config/config-resolver/regionConfig/getInstanceMetadataRegion.js`]: NEVER_CALLED,
  [`${SMITHY}/config/node-config-provider/fromSharedConfigFiles.js`]: `export * from './lambda-credentials.ts'`,
  [`${SMITHY}/retry/util-retry/AdaptiveRetryStrategy.js`]: NEVER_CALLED,
  [`${SMITHY}/serde/date-utils.js`]: NEVER_CALLED,
  '@smithy/signature-v4/dist-es/HeaderFormatter.js': NEVER_CALLED,
};

/** Puts the stand-ins in place. */
export const standIns = (files = STAND_INS): Plugin => ({
  name: 'stand-ins',
  setup: (build) => {
    build.onStart(() => ({ errors: Object.keys(files).filter(isGone).map(asError) }));
    build.onLoad({ filter: /node_modules[\\/]@(aws-sdk|smithy)[\\/].*\.js$/ }, ({ path }) => {
      const contents = files[path.split(sep).join('/').split('node_modules/').at(-1) ?? ''];
      return contents === undefined ? undefined : { contents, resolveDir: import.meta.dirname };
    });
    // All that a client asks of its package.json, which is bundled whole, is the version.
    build.onLoad({ filter: /node_modules[\\/]@aws-sdk[\\/][^\\/]+[\\/]package\.json$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
});

const isGone = (file: string): boolean => !existsSync(join(PACKAGES, file));

const asError = (file: string) => ({ text: `Nothing to stand in for: the SDK has no ${file}.` });
