import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CONDITIONS, withoutCondition } from '../../proof/races/without.ts';

const ROOT = join(import.meta.dirname, '..', '..');

it.each(Object.entries(CONDITIONS))('%s is a condition of the code as it is', (_, leftOut) => {
  const source = readFileSync(join(ROOT, leftOut.file), 'utf8');
  const left = withoutCondition(source, leftOut);
  expect(left.length).toBeLessThan(source.length + leftOut.instead.length);
  expect(left).not.toContain(leftOut.text);
});

it('what is not there cannot be left out', () => {
  expect(() => withoutCondition('nothing', { file: 'a.ts', text: 'when', instead: '' })).toThrow('a.ts');
});
