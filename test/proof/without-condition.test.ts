import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CONDITIONS, withoutCondition } from '../../proof/consistency/nemesis/without-condition.ts';

const ROOT = join(import.meta.dirname, '..', '..');

it.each(Object.entries(CONDITIONS))('%s is a condition of the code as it is', (_, leftOut) => {
  const source = readFileSync(join(ROOT, leftOut.file), 'utf8');
  const left = withoutCondition(source, leftOut);
  const [before, after, ...more] = source.split(leftOut.text);
  expect([left, more]).toEqual([`${before}${leftOut.instead}${after}`, []]);
});

it('what is not there cannot be left out', () => {
  expect(() => withoutCondition('nothing', { file: 'a.ts', text: 'when', instead: '' })).toThrow('a.ts');
});
