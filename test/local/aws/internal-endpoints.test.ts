import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { localEnvironment } from '../../../local/aws/lambda/environment.ts';
import { createInternalEndpoints } from '../../../local/aws/internal-endpoints.ts';
import { createSesApi } from '../../../local/aws/ses/ses-api.ts';
import { createSnsApi } from '../../../local/aws/sns/sns-api.ts';
import { openOutbox } from '../../../local/outbox.ts';
import { createQueue } from '../../../local/aws/sqs/queue.ts';
import { createSqsApi } from '../../../local/aws/sqs/sqs-api.ts';
import { listen } from '../../../local/gateway/server.ts';
import { ENV } from '../../../lib/contract.ts';
import { readNightConfig } from '../../../lib/runtime/config.ts';
import { openMailer } from '../../../lib/runtime/mailer.ts';
import { notificationPublisher } from '../../../lib/runtime/publish-notification.ts';
import { workSender } from '../../../lib/runtime/send-work.ts';
import { functionStarter } from '../../../lib/runtime/start-function.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/**
 * The stand-ins behind one address, an environment that points there, and the requests that
 * arrived.
 */
async function surrounded() {
  const directory = join(mkdtempSync(join(tmpdir(), 'apart-')), 'outbox');
  const outbox = openOutbox(directory, () => new Date('2027-01-04T02:30:00Z'));
  const queue = createQueue(undefined);
  const arrived: string[] = [];
  queue.consume({
    batchSize: 1,
    atOnce: 1,
    work: (messages) => {
      arrived.push(...messages.map(({ body }) => body));
      return Promise.resolve([]);
    },
  });
  const queues = { byUrl: () => queue, byArn: () => undefined, stop: () => Promise.resolve() };
  const server = await listen(
    0,
    createInternalEndpoints({
      lambda: ({ rawPath }) => {
        arrived.push(rawPath);
        return { status: 202, headers: {} };
      },
      sqs: createSqsApi(queues),
      sns: createSnsApi(['arn:news'], outbox),
      sesv2: createSesApi(outbox),
    }),
  );
  onTestFinished(() => server.close(0));
  const local = localEnvironment({
    dynamodbUrl: 'http://127.0.0.1:9',
    insideUrl: server.url,
    frontUrl: 'http://127.0.0.1:3000',
    adminMail: 'beheer@apart.example',
    shiftDays: 0,
  });
  const given = { [ENV.table]: 't', [ENV.mailFrom]: 'a@apart.example', [ENV.newsTopicArn]: 'arn:news' };
  for (const [name, value] of Object.entries({ ...given, ...local })) vi.stubEnv(name, value);
  const files = () => readdirSync(directory).sort();
  const read = (name = '') => readFileSync(join(directory, name));
  return { arrived, files, read };
}

const MAIL = {
  id: 'reminder-2026-10-26-CEN',
  from: 'a@apart.example',
  to: ['b@apart.example'],
  cc: [],
  date: '2026-10-26T02:30:00.000Z',
  subject: 'Dag',
  text: 'Dag',
  html: '<p>Dag</p>',
};

it('every service that the functions call finds its stand-in', async () => {
  const { arrived, files } = await surrounded();
  await functionStarter('night')({});
  await workSender('https://queue')({ workId: '1' });
  await openMailer()(MAIL);
  await notificationPublisher('arn:news')({ kind: 'night' });
  await vi.waitFor(() => {
    expect(arrived).toEqual(['/2015-03-31/functions/night/invocations', '{"workId":"1"}']);
  });
  expect(files()).toEqual(['2027-01-04T02-30-00.000Z-000001.eml', '2027-01-04T02-30-00.000Z-000002.json']);
});

it('links in mails lead to this start, and its admin sees what nobody acts on', async () => {
  await surrounded();
  expect(readNightConfig()).toMatchObject({
    webUrl: 'http://127.0.0.1:3000/',
    adminMail: ['beheer@apart.example'],
  });
});

it('the outbox has a mail with the headers that SES gets', async () => {
  const { files, read } = await surrounded();
  await openMailer()(MAIL);
  const { headers } = await PostalMime.parse(read(files()[0]));
  expect(Object.fromEntries(headers.map(({ key, value }) => [key, value]))).toMatchObject({
    from: 'a@apart.example',
    date: 'Mon, 26 Oct 2026 02:30:00 +0000',
    'message-id': '<reminder-2026-10-26-CEN@apart.example>',
    'auto-submitted': 'auto-generated',
    'x-auto-response-suppress': 'DR, RN, NRN, OOF, AutoReply',
  });
});
