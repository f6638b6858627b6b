import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sampleState } from '../../local/sample.ts';

describe('the sample library', () => {
  test.for<[string, string | undefined, string, string[], string]>([
    ['is loaded on the first start', undefined, 'empty', [], 'loading'],
    ['is not loaded with --empty', undefined, 'empty', ['--empty'], 'absent'],
    ['is loaded later, where nothing has come into the data since', undefined, 'empty', [], 'loading'],
    ['does not mix with data of one\u2019s own', undefined, 'data', [], 'absent'],
    ['is finished where loading was cut short', 'loading', 'data', [], 'loading'],
    ['is not finished with --empty', 'loading', 'data', ['--empty'], 'absent'],
    ['is loaded once', 'loaded', 'data', [], 'loaded'],
    ['stays with --empty', 'loaded', 'data', ['--empty'], 'loaded'],
    ['comes back when the data was deleted', 'loaded', 'empty', [], 'loading'],
  ])('%s', ([, recorded, data, options, state]) => {
    const directory = mkdtempSync(join(tmpdir(), 'apart-'));
    if (recorded === 'loaded')
      writeFileSync(join(directory, 'sample.json'), JSON.stringify({ state: recorded }));
    if (recorded === 'loading') writeFileSync(join(directory, 'sample-items.jsonl'), '{}');
    expect(sampleState(directory, data === 'empty', options.includes('--empty'))).toBe(state);
  });
});
