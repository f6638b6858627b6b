/**
 * Checks that a name stands for one thing: within each of these parts of the repository no two
 * exports share a name. `handler` is an exception: Lambda looks for it in every function.
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

const boundBy = (name: ts.BindingName): readonly string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundBy(element.name) : []));

/** The names in `export { … }`. A re-export from another file under the same name is not new. */
const listedIn = ({ exportClause, moduleSpecifier }: ts.ExportDeclaration): readonly string[] =>
  exportClause && ts.isNamedExports(exportClause)
    ? exportClause.elements
        .filter(({ propertyName }) => propertyName ?? !moduleSpecifier)
        .map(({ name }) => name.text)
    : [];

const namesIn = (statement: ts.Statement): readonly string[] => {
  if (ts.isExportDeclaration(statement)) return listedIn(statement);
  if (!isExported(statement)) return [];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => boundBy(name));
  const name = 'name' in statement ? (statement.name as ts.Node | undefined) : undefined;
  return name && ts.isIdentifier(name) ? [name.text] : [];
};

/**
 * The names that a file exports. Overloads count once, and so do a type and a value with the same
 * name.
 */
const exportsOf = (file: string): readonly string[] => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return [...new Set(statements.flatMap(namesIn))];
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
