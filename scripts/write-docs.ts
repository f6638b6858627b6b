/**
 * `npm run docs`: writes the generated docs: the OpenAPI document, the client's types, the
 * permissions, the dependencies and the picture of the rooms. With `--check` prints outdated files
 * and problems with dependencies.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { dependenciesPage, dependencyProblems } from './docs/dependencies-page.ts';
import { openApiText } from './docs/openapi-text.ts';
import { permissionsText } from './docs/permissions-text.ts';
import { roomsPicture } from './docs/rooms.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const apiTypes = async (): Promise<string> =>
  `${COMMENT_HEADER}${astToString(await openapiTS(openApiText()))}`;

const PICTURE = /(?<=```mermaid\n)[^`]*(?=```)/;

/** The page with a new picture. */
const architecturePage = async (): Promise<string> => {
  const [picture, page] = [await roomsPicture(), read('docs/architecture.md')];
  if (!PICTURE.test(page)) throw new Error('docs/architecture.md has no picture to make anew.');
  return page.replace(PICTURE, () => `${picture}\n`);
};

const FILES: Readonly<Record<string, () => string | Promise<string>>> = {
  'docs/openapi.json': openApiText,
  'docs/permissions.md': permissionsText,
  'docs/dependencies.md': dependenciesPage,
  'docs/architecture.md': architecturePage,
  'web/src/lib/api/schema.d.ts': apiTypes,
};

const made = await Promise.all(
  Object.entries(FILES).map(async ([file, make]) => [file, await make()] as const),
);
const changed = made.filter(([file, text]) => read(file) !== text);
if (process.argv.includes('--check')) {
  const old = changed.map(([file]) => `${file} is out of date: run npm run docs.`);
  const problems = [...dependencyProblems(), ...old];
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
} else {
  for (const [file, text] of changed) {
    writeFileSync(join(ROOT, file), text);
    console.log(file);
  }
}
