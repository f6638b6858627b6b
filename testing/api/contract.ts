/** Holds every answer to the OpenAPI document that Apart publishes. */
import { expect } from 'vitest';
import { misfits } from './fits-contract.ts';

type Asked = Parameters<typeof misfits>[0];
type CheckedAnswer = Parameters<typeof misfits>[1];

/**
 * Fails the test whose answer is not one that the document names, or does not fit the schema named
 * there.
 */
export const checkAnswer = (call: Asked, answer: CheckedAnswer): void => {
  expect(misfits(call, answer), `${call.method} ${call.path} ${answer.status}`).toEqual([]);
};
