import { whyCompatible } from './licences.ts';
import { nameAt, production, type Lock, type Locked } from './lock.ts';

/** Reasons by package name. */
export interface Reasons {
  readonly deployed: Readonly<Record<string, string>>;
  readonly local: Readonly<Record<string, string>>;
}

const EXACT = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

/** The problems with the dependencies, one sentence each; empty when all is well. */
export const problemsOf = (wanted: Locked, lock: Lock, reasons: Reasons): readonly string[] => [
  ...KINDS.flatMap((kind) => versionProblems(wanted[kind] ?? {}, lock[''] ?? {}, lock, kind)),
  ...Object.entries(lock).flatMap(([place, locked]) => lockProblems(place, locked)),
  ...production(lock).flatMap((place) => licenceProblems(place, lock[place] ?? {})),
  ...reasonProblems(wanted.dependencies ?? {}, reasons.deployed),
  ...reasonProblems(wanted.optionalDependencies ?? {}, reasons.local),
];

function versionProblems(
  versions: Readonly<Record<string, string>>,
  root: Locked,
  lock: Lock,
  kind: (typeof KINDS)[number],
): readonly string[] {
  const strangers = Object.keys(root[kind] ?? {}).filter((name) => !(name in versions));
  return [
    ...strangers.map((name) => `${name} is in the lock file only: run npm install.`),
    ...Object.entries(versions).flatMap(([name, version]) => {
      if (!EXACT.test(version)) return [`${name} has no exact version: ${version}.`];
      const locked = lock[`node_modules/${name}`]?.version;
      const same = locked === version && root[kind]?.[name] === version;
      return same ? [] : [`${name} is ${locked ?? 'absent'} in the lock file, not ${version}.`];
    }),
  ];
}

function lockProblems(place: string, { integrity, resolved, inBundle }: Locked): readonly string[] {
  if (place === '') return [];
  return [
    // The hash identifies a package; each installation chooses where to fetch it.
    ...(resolved === undefined ? [] : [`${place} is locked to the place that it was fetched from.`]),
    // The hash of the outer package covers a package inside it.
    ...(integrity === undefined && inBundle !== true ? [`${place} has no hash in the lock file.`] : []),
  ];
}

function licenceProblems(place: string, { license = 'none' }: Locked): readonly string[] {
  if (whyCompatible(license) !== undefined) return [];
  return [
    `${nameAt(place)} has the licence ${license}, of which scripts/docs/dependencies/licences.ts does not say that it fits.`,
  ];
}

const reasonProblems = (
  wanted: Readonly<Record<string, string>>,
  reasons: Readonly<Record<string, string>>,
): readonly string[] => [
  ...Object.keys(wanted)
    .filter((name) => !(name in reasons))
    .map((name) => `${name} has no reason in scripts/docs/dependencies/reasons.ts.`),
  ...Object.keys(reasons)
    .filter((name) => !(name in wanted))
    .map((name) => `${name} has a reason in scripts/docs/dependencies/reasons.ts, but is not there.`),
];
