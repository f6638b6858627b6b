import { beforeAll, describe, expect, it } from 'vitest';
import type { Phase } from '../../lib/domain/batch.ts';
import { outcomesIn } from '../../testing/concurrency/batch-picture.ts';
import { LIFTING, stagesOf, type Stage } from '../../testing/concurrency/batch-stages.ts';
import { everyFault } from '../../testing/concurrency/every-fault.ts';

describe('a batch that lifts from a collection, its rule’s blocks too', () => {
  let stages: Readonly<Record<Phase, Stage>>;
  beforeAll(async () => {
    stages = await stagesOf(LIFTING);
  });
  const outcomes = (phase: Phase) => outcomesIn(stages[phase].after, stages[phase].id, phase);

  it('takes the copies that have come since the preview, and leaves those that have left (M3)', () => {
    expect(outcomes('run')).toEqual({
      b1: 'changed',
      b2: 'changed',
      b3: 'changed',
      b4: 'unchanged',
      b5: 'refused left-selection',
      b6: 'changed',
    });
    expect(outcomes('undo')).toEqual({
      b1: 'changed',
      b2: 'refused changed-since',
      b3: 'changed',
      b6: 'changed',
    });
  });

  describe('with a fault at any call of its worker (M3, M5)', () => {
    everyFault(() => stages);
  });
});
