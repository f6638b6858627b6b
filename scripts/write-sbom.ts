/**
 * `npm run sbom`: writes a bill of materials (CycloneDX) of the deployed code to
 * `reports/sbom.json`. Removes the serial number and the time that npm makes up: the same lock file
 * gives the same bytes.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameAt, production, readLock } from './docs/dependencies/lock.ts';

interface Bom {
  serialNumber?: string;
  readonly metadata: { timestamp?: string; readonly component: { name: string; 'bom-ref': string } };
  components: { readonly 'bom-ref': string; readonly name: string; readonly version: string }[];
  dependencies: { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

const ROOT = join(import.meta.dirname, '..');
const FILE = join('reports', 'sbom.json');

const lock = readLock();
const deployed = new Set(production(lock).map((place) => `${nameAt(place)}@${lock[place]?.version ?? ''}`));

// Lists everything and filters the result: `npm sbom --omit=dev` omits packages that a tool uses as
// well.
const options = ['--sbom-format=cyclonedx', '--sbom-type=application'];
const written = execFileSync('npm', ['sbom', ...options], {
  cwd: ROOT,
  encoding: 'utf8',
  // On Windows npm is a script.
  shell: process.platform === 'win32',
  maxBuffer: 64 * 1024 * 1024,
});
const bom = JSON.parse(written) as Bom;
delete bom.serialNumber;
delete bom.metadata.timestamp;
// npm uses the name of the directory.
bom.metadata.component.name = 'apart';
bom.components = bom.components.filter(({ name, version }) => deployed.has(`${name}@${version}`));
const refs = new Set([bom.metadata.component['bom-ref'], ...bom.components.map((one) => one['bom-ref'])]);
bom.dependencies = bom.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }));

const listed = new Set(bom.components.map(({ name, version }) => `${name}@${version}`));
const absent = [...deployed].filter((one) => !listed.has(one));
if (absent.length > 0) throw new Error(`npm does not list ${absent.join(', ')}: run npm ci first.`);
mkdirSync(join(ROOT, 'reports'), { recursive: true });
writeFileSync(join(ROOT, FILE), `${JSON.stringify(bom, null, 2)}\n`);
console.log(`${FILE}: ${bom.components.length} packages`);
