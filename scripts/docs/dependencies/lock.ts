import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** The entry of a package in the lock file. */
export interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly inBundle?: boolean;
  readonly dev?: boolean;
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  readonly optionalDependencies?: Versions;
  readonly peerDependencies?: Versions;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

type Versions = Readonly<Record<string, string>>;

/** Packages by their place, such as `node_modules/zod`; the place of Apart itself is `''`. */
export type Lock = Readonly<Record<string, Locked>>;

const read = (name: string): unknown => JSON.parse(readFileSync(join(ROOT, name), 'utf8'));

/** The content of `package.json`. */
export const readPackage = (): Locked => read('package.json') as Locked;

/** The packages in `package-lock.json`. */
export const readLock = (): Lock => (read('package-lock.json') as { readonly packages: Lock }).packages;

/** The name of the package at a place. */
export const nameAt = (place: string): string => place.split('node_modules/').at(-1) ?? '';

/**
 * The places of all packages that a package depends on, directly or not; shared ones count as well.
 */
export function broughtBy(lock: Lock, place: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [place];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const name of needs(lock[at] ?? {})) {
      const found = placeOf(lock, at, name);
      if (found === undefined || found === place || seen.has(found)) continue;
      seen.add(found);
      waiting.push(found);
    }
  }
  return seen;
}

/** The places of all packages that the deployed code can contain. */
export const production = (lock: Lock): readonly string[] => {
  const direct = Object.keys(lock['']?.dependencies ?? {}).map((name) => `node_modules/${name}`);
  return [...new Set(direct.flatMap((place) => [place, ...broughtBy(lock, place)]))].sort();
};

const needs = ({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }: Locked) => [
  ...Object.keys({ ...dependencies, ...optionalDependencies }),
  ...Object.keys(peerDependencies ?? {}).filter((name) => peerDependenciesMeta?.[name]?.optional !== true),
];

/** Resolves a package as Node does: beside the package that imports it, or further up. */
function placeOf(lock: Lock, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    const place = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (place in lock) return place;
    if (at === '') return undefined;
  }
}
