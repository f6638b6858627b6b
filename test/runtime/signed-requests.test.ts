import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newsPublisher } from '../../lib/runtime/publish-news.ts';
import { workSender } from '../../lib/runtime/send-work.ts';
import { functionStarter } from '../../lib/runtime/start-function.ts';
import { accessAt, listening, type Heard } from './listener.ts';

const signedFor = (service: string): unknown =>
  expect.stringMatching(
    new RegExp(`^AWS4-HMAC-SHA256 Credential=AKID/\\d{8}/eu-central-1/${service}/aws4_request, .*Signature=`),
  );

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The signature that AWS would work out from what came in, step by step as its documentation has it. */
function signatureOf({ method = '', path = '', headers, body }: Heard, secret: string): string {
  const [, scope = '', names = ''] =
    /Credential=[^/]+\/(.+), SignedHeaders=(.+), /.exec(String(headers.authorization)) ?? [];
  const lines = names.split(';').map((name) => `${name}:${String(headers[name])}\n`);
  const request = [method, path, '', lines.join(''), names, sha256(body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(request)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, toSign).toString('hex');
}

describe('every request', () => {
  it('is signed as AWS works it out, with its host and all that matters', async () => {
    const { url, heard } = await listening(200);
    await functionStarter(accessAt(url), 'the-night')({ day: '2026-10-12' });
    const [request] = heard;
    if (!request) throw new Error('Nothing came in.');
    expect(request.headers.authorization).toMatch(/SignedHeaders=[^,]*\bhost;[^,]*x-amz-security-token/);
    expect(request.headers.host).toBe(new URL(url).host);
    expect(request.headers.authorization).toContain(`Signature=${signatureOf(request, 'secret')}`);
  });

  it('is given up when the service stays busy', async () => {
    const { url, heard } = await listening(503);
    await expect(functionStarter(accessAt(url), 'the-night')({})).rejects.toThrow('was answered with 503.');
    expect(heard).toHaveLength(4);
  });
});

describe('work', () => {
  it('goes to the queue as one signed request', async () => {
    const { url, heard } = await listening(200);
    await workSender(accessAt(url), 'https://queue')({ workId: 'close-1' }, 20);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({
      method: 'POST',
      path: '/sqs/',
      headers: {
        authorization: signedFor('sqs'),
        'x-amz-security-token': 'token',
        'x-amz-target': 'AmazonSQS.SendMessage',
        'content-type': 'application/x-amz-json-1.0',
      },
    });
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({
      QueueUrl: 'https://queue',
      MessageBody: '{"workId":"close-1"}',
      DelaySeconds: 20,
    });
  });

  it('waits for nothing unless it is told to', async () => {
    const { url, heard } = await listening(200);
    await workSender(accessAt(url), 'https://queue')({ sweep: true });
    expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({
      MessageBody: '{"sweep":true}',
      DelaySeconds: 0,
    });
  });

  it('is sent again while the queue is busy', async () => {
    const { url, heard } = await listening(503, 429, 200);
    await workSender(accessAt(url), 'https://queue')({ workId: 'close-1' });
    expect(heard).toHaveLength(3);
  });

  it('that the queue does not take is an error', async () => {
    const { url, heard } = await listening(400);
    const sent = workSender(accessAt(url), 'https://queue')({ workId: 'close-1' });
    await expect(sent).rejects.toThrow('Sending work to the queue was answered with 400.');
    expect(heard).toHaveLength(1);
  });

  it('is not sent anywhere without a queue', async () => {
    const sent = workSender(accessAt('http://127.0.0.1:9'), undefined)({ workId: 'close-1' });
    await expect(sent).rejects.toThrow('The queue of the worker is not configured.');
  });
});

describe('news', () => {
  it('goes to the topic as a form', async () => {
    const { url, heard } = await listening(200);
    const news = { kind: 'night', note: 'één & ander + 50%' };
    await newsPublisher(accessAt(url), 'arn:aws:sns:eu-central-1:1:news')(news);
    expect(heard[0]).toMatchObject({
      method: 'POST',
      path: '/sns/',
      headers: { authorization: signedFor('sns'), 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(Object.fromEntries(new URLSearchParams(heard[0]?.body))).toEqual({
      Action: 'Publish',
      Version: '2010-03-31',
      TopicArn: 'arn:aws:sns:eu-central-1:1:news',
      Message: JSON.stringify(news),
    });
  });

  it('that the topic does not take is an error', async () => {
    const { url } = await listening(403);
    await expect(newsPublisher(accessAt(url), 'arn:news')({})).rejects.toThrow(
      'Publishing news was answered with 403.',
    );
  });
});

describe('a function', () => {
  it('is started as an event', async () => {
    const { url, heard } = await listening(202);
    await functionStarter(accessAt(url), 'the-night')({ day: '2026-10-12' });
    expect(heard[0]).toMatchObject({
      method: 'POST',
      path: '/lambda/2015-03-31/functions/the-night/invocations',
      headers: { authorization: signedFor('lambda'), 'x-amz-invocation-type': 'Event' },
      body: '{"day":"2026-10-12"}',
    });
  });

  it('that cannot be started is an error', async () => {
    const { url } = await listening(404);
    await expect(functionStarter(accessAt(url), 'the-night')({})).rejects.toThrow(
      'Starting the-night was answered with 404.',
    );
    await expect(functionStarter(accessAt(url), undefined)({})).rejects.toThrow('is not configured');
  });
});
