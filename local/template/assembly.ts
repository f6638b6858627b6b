import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../errors.ts';
import { resourcesIn, type Resource, type StackTemplate } from './template.ts';
import { isRecord, type JsonRecord } from './template-values.ts';

/** The synthesized system, which the local system runs. */
export interface Assembly {
  /** The resources of these types, over all stacks. */
  ofType(...types: readonly string[]): readonly Resource[];
  /** The directory with a function's code. */
  codeOf(fn: Resource): string;
  /** The directory of the asset with this key. Throws a `StartError` for an unknown key. */
  filesAt(key: string): string;
}

/**
 * Reads the cloud assembly in this directory. Throws a `StartError` for a type without a stand-in.
 */
export function readAssembly(directory: string): Assembly {
  const stacks = stackNames(directory);
  const assets = new Map(stacks.flatMap((name) => assetsOf(directory, name)));
  const templates = stacks.map<StackTemplate>((name) => ({
    name,
    template: readJson(join(directory, `${name}.template.json`)),
  }));
  const resources = resourcesIn(templates);
  const assetAt = (key: unknown, what: string): string => {
    const path = typeof key === 'string' ? assets.get(key) : undefined;
    if (path === undefined) throw new StartError(`${what} is not part of the assembly.`);
    return path;
  };
  return {
    ofType: (...types) => resources.filter(({ type }) => types.includes(type)),
    codeOf: (fn) => {
      const code = fn.property('Code');
      return assetAt(isRecord(code) ? code.S3Key : undefined, `The code of ${fn.id} in ${fn.stack}`);
    },
    filesAt: (key) => assetAt(key, `The file ${key}`),
  };
}

function stackNames(directory: string): readonly string[] {
  const artifacts = readJson(join(directory, 'manifest.json')).artifacts;
  return Object.entries(artifacts !== undefined && isRecord(artifacts) ? artifacts : {})
    .filter(([, artifact]) => isRecord(artifact) && artifact.type === 'aws:cloudformation:stack')
    .map(([name]) => name);
}

/** The directories of a stack's assets by their keys in the template. */
function assetsOf(directory: string, stack: string): readonly (readonly [string, string])[] {
  const { files } = readJson(join(directory, `${stack}.assets.json`)) as unknown as AssetManifest;
  return Object.values(files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ objectKey }) => [objectKey, join(directory, source.path)] as const),
  );
}

interface AssetManifest {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string };
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
}

const readJson = (path: string): JsonRecord => JSON.parse(readFileSync(path, 'utf8')) as JsonRecord;
