import { beforeAll, describe, expect, it } from 'vitest';
import type { Phase } from '../../lib/domain/batch.ts';
import { outcomesIn } from '../../testing/concurrency/batch-picture.ts';
import { FOR_ACTIVITY, stagesOf, type Stage } from '../../testing/concurrency/batch-stages.ts';
import { everyFault } from '../../testing/concurrency/every-fault.ts';

describe('a batch for an activity', () => {
  let stages: Readonly<Record<Phase, Stage>>;
  beforeAll(async () => {
    stages = await stagesOf(FOR_ACTIVITY);
  });
  const outcomes = (phase: Phase) => outcomesIn(stages[phase].after, stages[phase].id, phase);

  it('is for the copies that carry a block of it (M1)', () => {
    expect(outcomes('run')).toEqual({
      d1: 'changed',
      d2: 'unchanged',
      d3: 'changed',
      d4: 'changed',
      d5: 'refused left-selection',
      d6: 'changed',
    });
    expect(outcomes('undo')).toEqual({
      d1: 'changed',
      d3: 'changed',
      d4: 'changed',
      d6: 'refused changed-since',
    });
  });

  describe('with a fault at any call of its worker (M3, M5)', () => {
    everyFault(() => stages);
  });
});
