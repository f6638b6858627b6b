/** Holds every answer to the OpenAPI document that Apart publishes. */
import { expect } from 'vitest';
import type { Answered } from './api.ts';
import type { Call } from './event.ts';
import { misfits } from './fits-contract.ts';

/** Fails the test whose answer is not one that the document names, or does not fit the schema named there. */
export const checkAnswer = (call: Call, answer: Answered): void => {
  expect(misfits(call, answer), `${call.method} ${call.path} ${answer.status}`).toEqual([]);
};
