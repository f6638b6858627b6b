import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { citations, codesIn } from '../../testing/citations.ts';

const page = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');

const rules = [...page.matchAll(/^### ([A-Z]\d+) .+\n\n(_Not built yet\._)?/gm)].map(
  ([, code = '', unbuilt]) => ({ code, isBuilt: unbuilt === undefined }),
);
const codes = rules.map(({ code }) => code);
const cited = citations();

describe('docs/rules.md', () => {
  it('has every rule once, in order', () => {
    const numbers = Map.groupBy(codes, (code) => code.charAt(0));
    expect(codes.length).toBeGreaterThan(60);
    expect(codes).toHaveLength(new Set(codes).size);
    for (const [letter, group] of numbers) {
      const first = letter === 'S' ? 0 : 1;
      expect(group).toEqual(group.map((_, index) => `${letter}${index + first}`));
    }
  });

  it('cites only rules that it has', () => {
    expect(codesIn(page).filter((code) => !codes.includes(code))).toEqual([]);
  });
});

describe('comments and the names of tests', () => {
  it('cite only rules that docs/rules.md has', () => {
    expect(cited.filter(({ code }) => !codes.includes(code))).toEqual([]);
  });

  it('cite every rule that is built in a test', () => {
    const tested = new Set(cited.flatMap(({ code, file }) => (file.endsWith('.test.ts') ? [code] : [])));
    expect(rules.flatMap(({ code, isBuilt }) => (isBuilt && !tested.has(code) ? [code] : []))).toEqual([]);
  });

  it.each([
    ['B4', ['B4']],
    ['rules B4–B6, R7', ['B4', 'B5', 'B6', 'R7']],
    ['(S0) and M10.', ['S0', 'M10']],
    ['the copies LQ1, T-1, `T01x`, CO2 and #F3', []],
  ])('%s', (text, found) => {
    expect(codesIn(text)).toEqual(found);
  });
});
