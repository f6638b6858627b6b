/**
 * A name stands for one thing: within each of these parts of the repository no two exported things
 * share a name. `handler` is excepted: Lambda looks for it in every function.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '..');
const PARTS = [
  '{lib,functions,infra,local}',
  'cli',
  'web/src',
  'proof',
  'bench',
  'scripts',
  'testing',
  'test',
];
const EXCEPTED = new Set(['handler']);

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);

const declaredIn = (statement: ts.Statement): readonly (ts.Node | undefined)[] => {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name);
  return 'name' in statement ? [statement.name as ts.Node | undefined] : [];
};

/** The names that a file declares and exports. */
const exportsOf = (file: string): readonly string[] => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const names = statements.filter(isExported).flatMap(declaredIn);
  // Overloads and a type with the value of its name are one thing.
  return [...new Set(names.flatMap((name) => (name && ts.isIdentifier(name) ? [name.text] : [])))];
};

const sharedIn = (part: string): readonly string[] => {
  const files = globSync(`${part}/**/*.{ts,tsx}`, { cwd: ROOT }).filter((file) => !file.endsWith('.d.ts'));
  const exported = files.flatMap((file) => exportsOf(file).map((name) => ({ name, file })));
  return [...Map.groupBy(exported, ({ name }) => name)]
    .filter(([name, places]) => places.length > 1 && !EXCEPTED.has(name))
    .map(([name, places]) => `${name}: ${places.map(({ file }) => file).join(', ')}`);
};

const shared = PARTS.flatMap(sharedIn);
for (const line of shared) console.error(line);
process.exitCode = shared.length > 0 ? 1 : 0;
