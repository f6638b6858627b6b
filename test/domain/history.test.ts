import { describe, expect, it } from 'vitest';
import { changeLine } from '../../lib/domain/history.ts';
import { aLoanBlock, aPerson, aReservationBlock } from '../../testing/builders.ts';

describe('B9: a line of history says what, when, who, old and new, and the cause', () => {
  const before = aReservationBlock({ code: 7, activityId: 'a1', reason: 'toen' });
  const after = aReservationBlock({ code: 8, activityId: 'a1', reason: 'nu' });
  const author = aPerson({ cause: { type: 'batch', id: 'b1' } });
  const common = { at: author.at, by: author.by, cause: { type: 'batch', id: 'b1' }, kind: 'reservation' };

  it.each([
    ['set', undefined, after, { ...common, action: 'set', activityId: 'a1', after, reason: 'nu' }],
    [
      'changed',
      before,
      after,
      { ...common, action: 'changed', activityId: 'a1', before, after, reason: 'nu' },
    ],
    [
      'lifted: the reason stays with the old block',
      before,
      undefined,
      { ...common, action: 'lifted', activityId: 'a1', before },
    ],
    [
      'of a loan block without activity and reason',
      undefined,
      aLoanBlock(),
      { ...common, kind: 'loan', action: 'set', after: aLoanBlock() },
    ],
  ])('%s', (_name, old, now, line) => {
    expect(changeLine(author, old, now)).toStrictEqual(line);
  });
});
