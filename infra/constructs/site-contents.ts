/** Brings the built client into its bucket at each deployment. */
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

/** Another content has another name. */
const FOREVER = [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()];

/** Kept, but asked for again each time. */
const CHECKED = [CacheControl.noCache()];

/** What goes where. */
export interface SiteContentsProps {
  /** The folder with the built client. */
  readonly folder: string;
  /** What the client must know of this deployment, as it finds it in `config.json`. */
  readonly config: Readonly<Record<string, string>>;
  readonly bucket: IBucket;
  readonly distribution: Distribution;
}

/** The names of what this folder is served with beside the page and its assets. */
export const filesBesidePage = (folder: string): readonly string[] => [
  CONFIG,
  ...readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== PAGE)
    .map(({ name }) => name)
    .sort(),
];

/** The client's files, each with how long it may be kept by whoever gets it. */
export class SiteContents extends Construct {
  constructor(scope: Construct, id: string, { folder, config, bucket, distribution }: SiteContentsProps) {
    super(scope, id);
    const assets = new Asset(this, 'AssetFiles', { path: join(folder, ASSETS) });
    const pages = new Asset(this, 'PageFiles', { path: folder, exclude: [ASSETS] });
    const common = {
      ...siteUploader(this, { from: assets.bucket, to: bucket, distribution }),
      destinationBucket: bucket,
      // A page that was opened before the deployment still asks for its own assets. They are small.
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
    // No page may name an asset that is not there yet.
    last.node.addDependency(first);
    acknowledgeRuntime(this);
  }
}

const sourceOf = ({ bucket, s3ObjectKey }: Asset) => Source.bucket(bucket, s3ObjectKey);

/** One function brings the files of all deployments of a stack; CDK puts it at the top. */
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
