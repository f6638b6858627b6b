// Long: tests of the queue and of its API send to the same queues, which run on fake timers.
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import type { Assembly } from '../../../local/template/assembly.ts';
import type { LocalFunction } from '../../../local/aws/lambda/functions.ts';
import { createSqsApi } from '../../../local/aws/sqs/sqs-api.ts';
import { openQueues } from '../../../local/aws/sqs/queues.ts';
import { resourcesIn } from '../../../local/template/template.ts';
import { REGION, type JsonRecord } from '../../../local/template/template-values.ts';
import { bodyOf, posted } from '../gateway/request.ts';

const ARN = `arn:aws:sqs:${REGION}:000000000000:S-Queue`;
const URL = `https://sqs.${REGION}.amazonaws.com/000000000000/S-Queue`;

const assemblyWith = (mapping: JsonRecord): Assembly => {
  const resources = resourcesIn([
    {
      name: 'S',
      template: {
        Resources: {
          Failures: { Type: 'AWS::SQS::Queue' },
          Queue: {
            Type: 'AWS::SQS::Queue',
            Properties: {
              RedrivePolicy: {
                deadLetterTargetArn: { 'Fn::GetAtt': ['Failures', 'Arn'] },
                maxReceiveCount: 3,
              },
            },
          },
          Mapping: {
            Type: 'AWS::Lambda::EventSourceMapping',
            Properties: {
              EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
              FunctionName: 'worker',
              BatchSize: 1,
              FunctionResponseTypes: ['ReportBatchItemFailures'],
              ScalingConfig: { MaximumConcurrency: 2 },
              ...mapping,
            },
          },
        },
      },
    },
  ]);
  return {
    ofType: (...types) => resources.filter(({ type }) => types.includes(type)),
    codeOf: () => '',
    filesAt: () => '',
  };
};

interface Batch {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** Queues whose worker calls `work` with each batch, and the bodies of these batches. */
const opened = (work: (batch: Batch) => unknown, mapping: JsonRecord = {}) => {
  const given: string[][] = [];
  const worker: LocalFunction = {
    name: 'worker',
    arn: 'arn:worker',
    invoke: (event) => {
      const batch = event as Batch;
      given.push(batch.Records.map(({ body }) => body));
      return Promise.resolve().then(() => work(batch));
    },
  };
  const queues = openQueues(assemblyWith(mapping), [worker]);
  const send = (body: string, delaySeconds?: number): unknown => {
    const request = { QueueUrl: URL, MessageBody: body, DelaySeconds: delaySeconds };
    const incoming = posted('/', JSON.stringify(request), { 'X-Amz-Target': 'AmazonSQS.SendMessage' });
    return createSqsApi(queues)(incoming);
  };
  return { queues, given, send };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

describe('a queue', () => {
  it('gives its message to the function, as SQS words it', async () => {
    let seen: unknown;
    const { send } = opened((batch) => {
      seen = batch.Records[0];
    });
    send('{"workId":"1"}');
    await seconds(0);
    expect(seen).toMatchObject({
      body: '{"workId":"1"}',
      attributes: { ApproximateReceiveCount: '1' },
      eventSource: 'aws:sqs',
      eventSourceARN: ARN,
    });
  });

  it('keeps a message back for as long as was asked', async () => {
    const { send, given } = opened(() => null);
    send('later', 20);
    await seconds(19);
    expect(given).toEqual([]);
    await seconds(1);
    expect(given).toEqual([['later']]);
  });

  it('gives out no more batches at once than it may, nor larger ones', async () => {
    const ends: (() => void)[] = [];
    const { send, given } = opened(() => new Promise<void>((resolve) => ends.push(resolve)), {
      BatchSize: 2,
    });
    for (const body of ['1', '2', '3', '4', '5']) send(body);
    await seconds(0);
    expect(given.length).toBe(2);
    ends.forEach((end) => {
      end();
    });
    await seconds(0);
    expect(given.flat().sort()).toEqual(['1', '2', '3', '4', '5']);
    expect(Math.max(...given.map((batch) => batch.length))).toBe(2);
  });

  it('brings back what the function failed on, and only that', async () => {
    const tried = new Set<string>();
    const { send, given } = opened(
      ({ Records }) => {
        const failed = Records.filter(({ body }) => body === 'hard' && !tried.has(body));
        Records.forEach(({ body }) => tried.add(body));
        return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
      },
      { BatchSize: 10 },
    );
    send('easy');
    send('hard');
    await seconds(60);
    expect(given.flat().sort()).toEqual(['easy', 'hard', 'hard']);
  });

  it('brings back the whole batch where the function throws, or names a message that it was not given', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    let tries = 0;
    const { send, given } = opened(() => {
      tries += 1;
      if (tries === 1) throw new Error('as asked');
      return { batchItemFailures: tries === 2 ? [{ itemIdentifier: 'another' }] : [] };
    });
    send('once');
    await seconds(60);
    expect(given).toEqual([['once'], ['once'], ['once']]);
  });

  it('takes what a function returns for done where it does not report failures', async () => {
    const { send, given } = opened(() => ({ batchItemFailures: [{ itemIdentifier: '' }] }), {
      FunctionResponseTypes: [],
    });
    send('once');
    await seconds(60);
    expect(given).toHaveLength(1);
  });

  it('gives up after so many tries, and says so', async () => {
    const errors = vi.spyOn(console, 'error').mockReturnValue();
    const { send, given, queues } = opened(() => {
      throw new Error('never');
    });
    const dead: string[] = [];
    queues.byArn(ARN.replace('S-Queue', 'S-Failures'))?.consume({
      batchSize: 1,
      atOnce: 1,
      work: ([message]) => {
        dead.push(message?.body ?? '');
        return Promise.resolve([]);
      },
    });
    send('hopeless');
    await seconds(60);
    expect(given).toHaveLength(3);
    expect(errors).toHaveBeenLastCalledWith('Queue gave up a message after 3 tries: hopeless');
    expect(dead).toEqual(['hopeless']);
  });

  /** Stops the queues. The answer says whether they have stopped. */
  const stopping = (queues: ReturnType<typeof opened>['queues']): (() => boolean) => {
    let isStopped = false;
    void queues.stop(1_500).then(() => (isStopped = true));
    return () => isStopped;
  };

  it('that is stopped waits for what is under way, and gives out nothing more', async () => {
    const { send, given, queues } = opened(() => new Promise((resolve) => setTimeout(resolve, 300)), {
      ScalingConfig: { MaximumConcurrency: 1 },
    });
    send('first');
    send('second');
    await seconds(0);
    const isStopped = stopping(queues);
    await seconds(0.2);
    expect(isStopped()).toBe(false);
    await seconds(0.2);
    expect(isStopped()).toBe(true);
    await seconds(60);
    expect(given).toEqual([['first']]);
  });

  it('that is stopped waits no longer than its patience', async () => {
    const { send, queues } = opened(() => new Promise(() => undefined));
    send('endless');
    await seconds(0);
    const isStopped = stopping(queues);
    await seconds(1.4);
    expect(isStopped()).toBe(false);
    await seconds(0.2);
    expect(isStopped()).toBe(true);
  });
});

describe('the API of the queues', () => {
  const asked = async (request: object, target = 'AmazonSQS.SendMessage') => {
    const { queues } = opened(() => null);
    const answer = await createSqsApi(queues)(
      posted('/', JSON.stringify(request), { 'x-amz-target': target }),
    );
    return [answer.status, JSON.parse(bodyOf(answer)) as unknown];
  };

  it('answers with the id of the message and the checksum of its body', async () => {
    expect(await asked({ QueueUrl: URL, MessageBody: 'a' })).toEqual([
      200,
      {
        MessageId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        MD5OfMessageBody: '0cc175b9c0f1b6a831c399e269772661',
      },
    ]);
  });

  test.each([
    ['another queue', { QueueUrl: `${URL}x`, MessageBody: 'a' }, 'QueueDoesNotExist'],
    ['no body', { QueueUrl: URL }, 'MissingParameter'],
    [
      'a delay of over a quarter of an hour',
      { QueueUrl: URL, MessageBody: 'a', DelaySeconds: 901 },
      'InvalidParameterValue',
    ],
    ['a list', [], 'InvalidMessageContents'],
  ])('refuses %s', async (_, request, type) => {
    expect(await asked(request)).toMatchObject([400, { __type: `com.amazonaws.sqs#${type}` }]);
  });

  it('refuses whatever else SQS can do', async () => {
    expect(await asked({}, 'AmazonSQS.ReceiveMessage')).toMatchObject([
      400,
      { __type: 'com.amazonaws.sqs#UnsupportedOperation', message: 'AmazonSQS.ReceiveMessage' },
    ]);
  });
});

it('an event source that leads to no function stops the start', () => {
  expect(() => opened(() => null, { FunctionName: 'nobody' })).toThrow(
    'The event source Mapping does not lead to a function.',
  );
});
