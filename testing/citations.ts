/** Where rules are cited: in comments, and in the names of tests. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forEachComment } from 'ts-api-utils';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '..');
const SOURCES = '{bench,cli,functions,infra,lib,local,proof,scripts,test,testing,web/src}/**/*.{ts,tsx}';
const CODE = /(?<![\w#&/'"-])([A-Z])(\d{1,2})(?:–\1?(\d{1,2}))?(?![\w'"-])/g;

/** A rule that is cited, and the file that cites it. */
export interface Citation {
  readonly code: string;
  readonly file: string;
}

/** The rules of a text: `B4–B6` is three of them. */
export const codesIn = (text: string): readonly string[] =>
  [...text.matchAll(CODE)].flatMap(([, letter = '', from = '', to = from]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, n) => `${letter}${Number(from) + n}`),
  );

const commentsIn = (source: ts.SourceFile): readonly string[] => {
  const found: string[] = [];
  forEachComment(source, (text, { pos, end }) => found.push(text.slice(pos, end)));
  return found;
};

const TEST = /^(describe|it|test)\b/;

/** The names of tests: what is given first to `describe`, `it`, or what `.each` of them returns. */
const testNamesIn = (source: ts.SourceFile): readonly string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && TEST.test(node.expression.getText(source))) {
      const [name] = node.arguments;
      if (name && ts.isStringLiteralLike(name)) found.push(name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

/** Every citation of a rule in the sources. */
export const citations = (): readonly Citation[] =>
  globSync(SOURCES, { cwd: ROOT }).flatMap((file) => {
    const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    const text = readFileSync(join(ROOT, file), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
    const texts = [...commentsIn(source), ...testNamesIn(source)];
    return texts.flatMap(codesIn).map((code) => ({ code, file: file.replaceAll('\\', '/') }));
  });
