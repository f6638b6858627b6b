import { format } from 'prettier';
import { whyCompatible } from './licences.ts';
import { broughtBy, nameAt, production, type Lock, type Locked } from './lock.ts';
import type { Reasons } from './problems.ts';

/** The names of the bundles on the page. */
const BUNDLES: Readonly<Record<string, string>> = {
  api: 'API',
  nightly: 'night',
  worker: 'worker',
  'token-claims': 'token claims',
  client: 'staff client',
};

/** The text of `docs/dependencies.md`: every dependency, its reason and the licences. */
export const pageOf = (
  wanted: Locked,
  lock: Lock,
  reasons: Reasons,
  bundles: ReadonlyMap<string, readonly string[]>,
): Promise<string> =>
  format(
    [
      INTRODUCTION,
      table(
        '| | version | licence | brings | in | why |',
        rowsOf(wanted.dependencies, lock, reasons.deployed, bundles),
      ),
      BRINGS,
      '## Licences',
      `All ${production(lock).length} packages that what is deployed is made from, by licence. Apart itself is under the EUPL-1.2.`,
      table('| licence | packages | with the EUPL-1.2 |', licenceRows(production(lock), lock)),
      '## On one machine only',
      'Optional packages that `npm start` and the tests run on. They are not deployed.',
      table('| | version | licence | why |', localRows(wanted.optionalDependencies, lock, reasons.local)),
      '## Development',
      DEVELOPMENT,
      table(
        '| licence | packages |',
        counted(developmentIn(lock), lock).map(([licence, n]) => [licence, n]),
      ),
    ].join('\n\n'),
    { parser: 'markdown', printWidth: 110 },
  );

const INTRODUCTION = `<!-- Written by npm run docs. -->

# Dependencies

Each is there for a reason, in an exact version, with a hash in the lock file. \`npm run check docs\` says where that is
no longer so, which licences nobody has looked at, and when this page is out of date; \`npm run sbom\` writes a bill of materials
(CycloneDX) to \`reports/sbom.json\`. What was chosen among what is in [ADR 5](adr/0005-libraries.md).`;

const BRINGS = `*brings*: how many more packages come with it, those that others bring as well included. *in*: the bundles that its code
ends up in; what a bundle does not use is left out of it.`;

const DEVELOPMENT = `What builds and tests Apart. Nothing of it is passed on, so that its licences ask nothing of those who use Apart.`;

type Cells = readonly (string | number)[];

const table = (head: string, rows: readonly Cells[]): string => {
  const columns = head.split('|').length - 2;
  return [head, `|${' --- |'.repeat(columns)}`, ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join(
    '\n',
  );
};

const rowsOf = (
  wanted: Locked['dependencies'] = {},
  lock: Lock,
  reasons: Reasons['deployed'],
  bundles: ReadonlyMap<string, readonly string[]>,
): readonly Cells[] =>
  Object.entries(wanted).map(([name, version]) => {
    const place = `node_modules/${name}`;
    const places = (bundles.get(name) ?? []).map((bundle) => BUNDLES[bundle] ?? bundle);
    const licence = lock[place]?.license ?? '';
    return [
      `\`${name}\``,
      version,
      licence,
      broughtBy(lock, place).size,
      places.join(', ') || '–',
      reasons[name] ?? '',
    ];
  });

const localRows = (
  wanted: Locked['optionalDependencies'] = {},
  lock: Lock,
  reasons: Reasons['local'],
): readonly Cells[] =>
  Object.entries(wanted).map(([name, version]) => [
    `\`${name}\``,
    version,
    lock[`node_modules/${name}`]?.license ?? '',
    reasons[name] ?? '',
  ]);

const licenceRows = (places: readonly string[], lock: Lock): readonly Cells[] =>
  counted(places, lock).map(([licence, count]) => [licence, count, whyCompatible(licence) ?? 'not known']);

/** The number of packages per licence, highest first. */
function counted(places: readonly string[], lock: Lock): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const place of places) {
    const licence = lock[place]?.license ?? 'not named';
    counts.set(licence, (counts.get(licence) ?? 0) + 1);
  }
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

function developmentIn(lock: Lock): readonly string[] {
  const deployed = new Set(production(lock));
  const optional = new Set(Object.keys(lock['']?.optionalDependencies ?? {}));
  return Object.keys(lock).filter(
    (place) => place !== '' && !deployed.has(place) && !optional.has(nameAt(place)),
  );
}
