/** Uploads the built client to its bucket at each deployment. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Duration, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { siteUploader } from './site-uploader.ts';

const PAGE = 'index.html';
const CONFIG = 'config.json';
const ASSETS = 'assets';

/** For files that have a hash of their content in their name. */
const FOREVER = [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()];

/** For files that a cache keeps but checks at each use. */
const CHECKED = [CacheControl.noCache()];

/** The files to upload, and their destination. */
export interface SiteContentsProps {
  /** The folder with the built client. */
  readonly folder: string;
  /** The content of `config.json`, which tells the client about this deployment. */
  readonly config: Readonly<Record<string, string>>;
  readonly bucket: IBucket;
  readonly distribution: Distribution;
}

/** The names of the files that are served beside the page and its assets. */
export const filesBesidePage = (folder: string): readonly string[] => [
  CONFIG,
  ...readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== PAGE)
    .map(({ name }) => name)
    .sort(),
];

/** Uploads the client's files, each with its cache lifetime. */
export class SiteContents extends Construct {
  constructor(scope: Construct, id: string, { folder, config, bucket, distribution }: SiteContentsProps) {
    super(scope, id);
    const assets = new Asset(this, 'AssetFiles', { path: join(folder, ASSETS) });
    const pages = new Asset(this, 'PageFiles', { path: folder, exclude: [ASSETS] });
    const common = {
      ...siteUploader(this, { from: assets.bucket, to: bucket, distribution }),
      destinationBucket: bucket,
      // A page from before the deployment still requests its own assets. They are small.
      prune: false,
    };
    const first = new BucketDeployment(this, 'Assets', {
      ...common,
      sources: [sourceOf(assets)],
      destinationKeyPrefix: ASSETS,
      cacheControl: FOREVER,
    });
    const last = new BucketDeployment(this, 'Pages', {
      ...common,
      sources: [sourceOf(pages), Source.jsonData(CONFIG, config)],
      cacheControl: CHECKED,
      distribution,
      distributionPaths: [`/${PAGE}`, `/${CONFIG}`],
    });
    // A page must not name an asset that does not exist yet.
    last.node.addDependency(first);
    acknowledgeRuntime(this);
  }
}

const sourceOf = ({ bucket, s3ObjectKey }: Asset) => Source.bucket(bucket, s3ObjectKey);

/** CDK adds one function to the stack, which uploads the files of all its deployments. */
function acknowledgeRuntime(scope: Construct): void {
  const uploader = Stack.of(scope).node.children.find(({ node }) =>
    node.id.startsWith('Custom::CDKBucketDeployment'),
  );
  if (uploader === undefined) return;
  Validations.of(uploader).acknowledge({
    id: 'AwsSolutions-L1',
    reason:
      'The function is a part of CDK, which chooses its runtime and moves on with it; ours are on the latest.',
  });
}
