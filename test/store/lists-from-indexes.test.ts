import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const LIB = join(import.meta.dirname, '..', '..', 'lib');

/** Who reads an index without `held-list.ts`, and what holds the entries against the items. */
const OTHERS: Readonly<Record<string, string>> = {
  'store/sharded-query.ts': 'It reads for those below.',
  'store/held-list.ts': 'It is what holds them.',
  'store/activities.ts': 'The use cases load the activities, and ask again what they are.',
  'store/copies.ts': 'The pull list loads the copies, and decides on them.',
  'store/copies-by-signature.ts': 'The night loads the copies, and decides on them.',
  'store/flags.ts': 'It leaps to the branches that may have a mail; their flags are held.',
  'store/selections.ts': 'A batch loads the copies, and leaves out those it does not select.',
  'store/serving-copies.ts': 'They are candidates: a reservation looks at the copies.',
};

const reads = (file: string): boolean =>
  /\b(queryShards|readIndex)\(/.test(readFileSync(join(LIB, file), 'utf8'));

it('T3: what is read from an index is held against the items, and here stands by whom', () => {
  const found = globSync('**/*.ts', { cwd: LIB }).filter(reads);
  expect(found.sort()).toEqual(Object.keys(OTHERS).sort());
});
