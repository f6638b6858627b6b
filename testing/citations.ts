/** Finds citations of rules: in comments, in the names of tests, and on the pages of the docs. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forEachComment } from 'ts-api-utils';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '..');
const SOURCES = '{bench,cli,functions,infra,lib,local,proof,scripts,test,testing,web/src}/**/*.{ts,tsx,js}';
const PAGES = ['*.md', 'docs/**/*.md', 'web/src/**/*.css'];
const CODE = /(?<![\w#&/'"`.-])([A-Z])(\d{1,3})(?:–\1?(\d{1,3}))?(?![\w'"`-])/g;

/** A cited rule, and the file that cites it. */
export interface Citation {
  readonly code: string;
  readonly file: string;
}

/** The rules that a text cites. `B4–B6` cites three rules. */
export const codesIn = (text: string): readonly string[] =>
  [...text.matchAll(CODE)].flatMap(([, letter = '', from = '', to = from]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, n) => `${letter}${Number(from) + n}`),
  );

const commentsIn = (source: ts.SourceFile): readonly string[] => {
  const found: string[] = [];
  forEachComment(source, (text, { pos, end }) => found.push(text.slice(pos, end)));
  return found;
};

/** The name of a test starts with the codes of its rules: `R7, R8: goes to the first in line`. */
const NAMED_AFTER = /^[A-Z]\d{1,3}(?:–[A-Z]?\d{1,3})?(?:(?:,| and) [A-Z]\d{1,3}(?:–[A-Z]?\d{1,3})?)*(?=:)/;
const TEST = /^(describe|it|test)\b/;

const textOf = (node: ts.Node): string | undefined => {
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node) ? node.head.text : undefined;
};

/** The names of tests: those given to `describe` and `it`, and those in the rows of a table. */
const testNamesIn = (source: ts.SourceFile): readonly string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && TEST.test(node.expression.getText(source)))
      found.push(...node.arguments.slice(0, 1).flatMap((name) => textOf(name) ?? []));
    else found.push(NAMED_AFTER.exec(textOf(node) ?? '')?.[0] ?? '');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

const textsIn = (file: string, text: string): readonly string[] => {
  if (!/\.(tsx?|js)$/.test(file)) return [text];
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
  return [...commentsIn(source), ...(file.includes('.test.') ? testNamesIn(source) : [])];
};

/** Every citation of a rule, except those in `docs/rules.md` itself. */
export const citations = (): readonly Citation[] =>
  globSync([SOURCES, ...PAGES], { cwd: ROOT })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file !== 'docs/rules.md')
    .flatMap((file) => {
      const texts = textsIn(file, readFileSync(join(ROOT, file), 'utf8'));
      return texts.flatMap(codesIn).map((code) => ({ code, file }));
    });
