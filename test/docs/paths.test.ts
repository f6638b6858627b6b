import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGES = globSync(['*.md', 'docs/**/*.md', 'testing/*.md', '.github/*.md'], { cwd: ROOT }).filter(
  // The changelog names the paths of each release, which may have moved since.
  (page) => page !== 'CHANGELOG.md',
);
const FOLDER = '(?:bench|cli|docs|functions|infra|lib|local|proof|scripts|test|testing|web)';
const PATH = new RegExp(`\`(${FOLDER}/[\\w./{},*[\\]-]+|[\\w-]+/[\\w/-]+\\.(?:ts|tsx|js|md))\``, 'g');
const LINK = /\]\((?!https?:|mailto:|#)([^)#]+)[^)]*\)/g;

const isThere = (path: string): boolean =>
  existsSync(join(ROOT, path)) ||
  existsSync(join(ROOT, `${path}.ts`)) ||
  globSync(path, { cwd: ROOT }).length > 0;

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');

  it('names only files and folders that are there', () => {
    const paths = [...text.matchAll(PATH)].map(([, path = '']) => path);
    expect(paths.filter((path) => !isThere(path))).toEqual([]);
  });

  it('links only to pages that are there', () => {
    const links = [...text.matchAll(LINK)].map(([, link = '']) => join(dirname(page), link));
    expect(links.filter((link) => !isThere(link))).toEqual([]);
  });
});
