/** Checks every answer against the OpenAPI document that Apart publishes. */
import { expect } from 'vitest';
import { misfits } from './fits-contract.ts';

type Asked = Parameters<typeof misfits>[0];
type CheckedAnswer = Parameters<typeof misfits>[1];

/**
 * Fails the test when the document does not name the status of the answer, or its schema does not
 * fit.
 */
export const checkAnswer = (call: Asked, answer: CheckedAnswer): void => {
  expect(misfits(call, answer), `${call.method} ${call.path} ${answer.status}`).toEqual([]);
};
