import { expect, it } from 'vitest';
import { CannotProcess, Refused, TooManyConflicts } from '../../../lib/domain/errors.ts';
import { isolateFailure, splitOutcomes } from '../../../lib/usecases/core/nightly-steps.ts';

const failing = (error: Error) => isolateFailure('copy 0314', () => Promise.reject(error));

it.each([
  [
    'what cannot be done',
    new CannotProcess('There is nobody to mail.'),
    'Impossible: There is nobody to mail.',
  ],
  ['what lost too often', new TooManyConflicts('copy-changed'), 'Busy: copy-changed'],
  ['P2: an error of others, by its name alone', new TypeError('card 20000001'), 'TypeError'],
  ['a refusal, by its name alone', new Refused([{ code: 'patron-blocked' }]), 'Refused'],
])('N4: a report says why a record was set aside: %s', async (_, error, reason) => {
  expect(await failing(error)).toEqual({ key: 'copy 0314', reason });
});

it('N4: what was done is counted beside what was set aside', async () => {
  const done = await isolateFailure('copy 1', () => Promise.resolve({ flagsRaised: 2 }));
  const { counts, setAside } = splitOutcomes([done, await failing(new TypeError())]);
  expect({ counts, setAside }).toEqual({
    counts: [{ flagsRaised: 2 }],
    setAside: [{ key: 'copy 0314', reason: 'TypeError' }],
  });
});
