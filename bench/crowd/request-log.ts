import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** A request to DynamoDB, by when it began and ended. */
interface Sent {
  readonly began: number;
  ended: number;
}

/** Logs when the requests of a client begin and end. */
export interface RequestLog {
  /** The length of the longest chain of requests one after the other, since the last call. */
  readonly takeSteps: () => number;
}

/** The steps up to each request: one more than those of the requests that had ended before. */
const stepsOf = (sent: readonly Sent[]): number => {
  const steps: number[] = [];
  for (const [n, { began }] of sent.entries()) {
    const before = sent.slice(0, n).map(({ ended }, m) => (ended <= began ? (steps[m] ?? 0) : 0));
    steps.push(1 + Math.max(0, ...before));
  }
  return Math.max(0, ...steps);
};

export const logRequests = (client: DynamoDBDocumentClient): RequestLog => {
  let sent: Sent[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      const one = { began: performance.now(), ended: Infinity };
      sent.push(one);
      try {
        return await next(args);
      } finally {
        one.ended = performance.now();
      }
    },
    { step: 'initialize', name: 'log requests', priority: 'low' },
  );
  return {
    takeSteps: () => {
      const steps = stepsOf(sent);
      sent = [];
      return steps;
    },
  };
};
