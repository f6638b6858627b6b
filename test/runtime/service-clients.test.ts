import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { DATABASE_TIMEOUT_MS, documentClient } from '../../lib/runtime/clients.ts';
import { openMailer } from '../../lib/runtime/mailer.ts';
import { notificationPublisher } from '../../lib/runtime/publish-notification.ts';
import { workSender } from '../../lib/runtime/send-work.ts';
import { functionStarter } from '../../lib/runtime/start-function.ts';
import { listening, stubAws } from './listener.ts';

/** A service that gives these answers, and the requests that it gets. */
const serviceAt = async (...statuses: readonly number[]) => {
  const { url, heard } = await listening(...statuses);
  stubAws(url);
  return heard;
};

const signedFor = (service: string): unknown =>
  expect.stringMatching(
    new RegExp(`^AWS4-HMAC-SHA256 Credential=AKID/\\d{8}/eu-central-1/${service}/aws4_request, .*Signature=`),
  );

describe('work', () => {
  it('goes to the queue as one signed request', async () => {
    const heard = await serviceAt(200);
    await workSender('https://queue')({ workId: 'close-1' }, 20);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({
      method: 'POST',
      headers: {
        authorization: signedFor('sqs'),
        'x-amz-security-token': 'token',
        'x-amz-target': 'AmazonSQS.SendMessage',
      },
    });
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({
      QueueUrl: 'https://queue',
      MessageBody: '{"workId":"close-1"}',
      DelaySeconds: 20,
    });
  });

  it('waits for nothing unless it is told to', async () => {
    const heard = await serviceAt(200);
    await workSender('https://queue')({ sweep: true });
    expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({
      MessageBody: '{"sweep":true}',
      DelaySeconds: 0,
    });
  });

  it('is sent again while the queue is busy', async () => {
    const heard = await serviceAt(503, 429, 200);
    await workSender('https://queue')({ workId: 'close-1' });
    expect(heard).toHaveLength(3);
  });

  it('that the queue does not take is an error', async () => {
    const heard = await serviceAt(400);
    await expect(workSender('https://queue')({ workId: 'close-1' })).rejects.toThrow();
    expect(heard).toHaveLength(1);
  });

  it('is not sent anywhere without a queue', async () => {
    const sent = workSender(undefined)({ workId: 'close-1' });
    await expect(sent).rejects.toThrow('The queue of the worker is not configured.');
  });
});

describe('news', () => {
  it('goes to the topic', async () => {
    const heard = await serviceAt(200);
    const news = { kind: 'night', note: 'één & ander + 50%' };
    await notificationPublisher('arn:aws:sns:eu-central-1:1:news')(news);
    expect(heard[0]).toMatchObject({ method: 'POST', headers: { authorization: signedFor('sns') } });
    expect(Object.fromEntries(new URLSearchParams(heard[0]?.body))).toEqual({
      Action: 'Publish',
      Version: '2010-03-31',
      TopicArn: 'arn:aws:sns:eu-central-1:1:news',
      Message: JSON.stringify(news),
    });
  });

  it('that the topic does not take is an error', async () => {
    await serviceAt(403);
    await expect(notificationPublisher('arn:news')({})).rejects.toThrow();
  });
});

describe('a function', () => {
  it('is started as an event', async () => {
    const heard = await serviceAt(202);
    await functionStarter('the-night')({ day: '2026-10-12' });
    expect(heard[0]).toMatchObject({
      method: 'POST',
      path: '/2015-03-31/functions/the-night/invocations',
      headers: { authorization: signedFor('lambda'), 'x-amz-invocation-type': 'Event' },
      body: '{"day":"2026-10-12"}',
    });
  });

  it('that cannot be started is an error', async () => {
    await serviceAt(404);
    await expect(functionStarter('the-night')({ day: '2026-10-12' })).rejects.toThrow();
    await expect(functionStarter(undefined)({})).rejects.toThrow('is not configured');
  });
});

const MAIL = {
  id: 'a',
  from: 'apart@apart.example',
  to: ['noord@bibliotheek.example'],
  cc: [],
  subject: 'Dag',
  text: 'Dag',
  html: '<p>Dag</p>',
  date: '2026-10-26T02:30:00.000Z',
};

const SERVICES: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['SQS', () => workSender('https://queue')({ workId: '1' })],
  ['SNS', () => notificationPublisher('arn:news')({ kind: 'night' })],
  ['LAMBDA', () => functionStarter('night')({})],
  ['SESV2', () => openMailer()(MAIL)],
  [
    'DYNAMODB',
    () => documentClient(1_000).send(new GetItemCommand({ TableName: 'apart', Key: { pk: { S: '1' } } })),
  ],
];

describe('the address of a service', () => {
  it.each(SERVICES)('is AWS_ENDPOINT_URL, or that of %s alone', async (service, call) => {
    const all = await listening(200);
    const own = await listening(200);
    stubAws(all.url);
    await call();
    vi.stubEnv(`AWS_ENDPOINT_URL_${service}`, own.url);
    await call();
    expect([all.heard.length, own.heard.length]).toEqual([1, 1]);
  });
});

describe('the client of the database', () => {
  it.each([
    ['api', 2_000],
    ['background', 5_000],
  ] as const)(
    'gives up on a connection after half a second, and on an answer after its time: %s',
    async (kind, time) => {
      stubAws('http://127.0.0.1:9');
      const client = documentClient(DATABASE_TIMEOUT_MS[kind]);
      await client
        .send(new GetItemCommand({ TableName: 't', Key: { pk: { S: '1' } } }))
        .catch(() => undefined);
      const handler = client.config.requestHandler as { httpHandlerConfigs?: () => object };
      expect(handler.httpHandlerConfigs?.()).toMatchObject({
        connectionTimeout: 500,
        requestTimeout: time,
        throwOnRequestTimeout: true,
      });
    },
  );
});
