import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { Assembly } from '../template/assembly.ts';
import type { Resource } from '../template/template.ts';
import { isList, isRecord, asString } from '../template/template-values.ts';

/** A file of the site, with the metadata that its bucket serves. */
export interface SiteFile {
  readonly body: Buffer;
  readonly type: string;
  readonly cacheControl: string;
  readonly etag: string;
}

/** The files of the site by path, such as `/assets/app-1a2b.js`. */
export type SiteFiles = ReadonlyMap<string, SiteFile>;

/** The media types of the client's files, by extension. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain',
};

/** All files that the assembly's deployments upload to the site's bucket. */
export const siteFilesIn = (assembly: Assembly): SiteFiles =>
  new Map(
    assembly.ofType('Custom::CDKBucketDeployment').flatMap((deployment) => filesOf(deployment, assembly)),
  );

/** A file with this content; its path decides its type. */
export const siteFile = (path: string, body: Buffer, cacheControl: string): SiteFile => ({
  body,
  type: TYPES[extname(path)] ?? 'application/octet-stream',
  cacheControl,
  etag: createHash('md5').update(body).digest('hex'),
});

function filesOf(deployment: Resource, assembly: Assembly): readonly (readonly [string, SiteFile])[] {
  const prefix = deployment.text('DestinationBucketKeyPrefix', '');
  const metadata = deployment.property('SystemMetadata') ?? {};
  const cacheControl = isRecord(metadata) ? asString(metadata['cache-control'] ?? '') : '';
  const keys = deployment.property('SourceObjectKeys');
  return (isList(keys) ? keys : [])
    .flatMap((key) => contentsOf(assembly.filesAt(asString(key))))
    .map(([name, body]) => {
      const path = prefix === '' ? `/${name}` : `/${prefix}/${name}`;
      return [path, siteFile(path, body, cacheControl)] as const;
    });
}

const contentsOf = (directory: string): readonly (readonly [string, Buffer])[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(directory, path).replaceAll(sep, '/'), readFileSync(path)]);
