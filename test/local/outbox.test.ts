import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { createInternalEndpoints } from '../../local/aws/internal-endpoints.ts';
import { createSesApi } from '../../local/aws/ses/ses-api.ts';
import { createSnsApi } from '../../local/aws/sns/sns-api.ts';
import { openOutbox } from '../../local/outbox.ts';
import { bodyOf, posted } from './gateway/request.ts';

const opened = (now = () => new Date('2027-01-04T02:30:00Z')) => {
  const directory = join(mkdtempSync(join(tmpdir(), 'apart-')), 'outbox');
  const files = (): readonly string[] => readdirSync(directory).sort();
  const read = (name: string): string => readFileSync(join(directory, name), 'utf8');
  return { outbox: openOutbox(directory, now), files, read };
};

describe('the outbox', () => {
  it('names its files by the time, and in the order they were written in', () => {
    let at = Date.parse('2027-01-04T23:59:59.999Z');
    const { outbox, files, read } = opened(() => new Date(at));
    const expected = ['first', 'second', 'third'];
    outbox('eml', 'first');
    outbox('json', 'second');
    at += 1;
    outbox('eml', 'third');
    expect(files().map(read)).toEqual(expected);
    expect(files()[0]).toBe('2027-01-04T23-59-59.999Z-000001.eml');
  });

  it('leaves no drafts behind', () => {
    const { outbox, files } = opened();
    outbox('eml', 'whole');
    expect(files()).toHaveLength(1);
  });
});

describe('mail', () => {
  const PATH = '/v2/email/outbound-emails';
  const raw = (text: string): string =>
    JSON.stringify({ Content: { Raw: { Data: Buffer.from(text).toString('base64') } } });

  it('goes into the outbox as it would go out', async () => {
    const { outbox, files, read } = opened();
    const answer = await createSesApi(outbox)(posted(PATH, raw('Subject: één\r\n\r\nDag')));
    expect([answer.status, JSON.parse(bodyOf(answer))]).toEqual([
      200,
      { MessageId: '2027-01-04T02-30-00.000Z-000001' },
    ]);
    expect(files().map(read)).toEqual(['Subject: één\r\n\r\nDag']);
  });

  test.each([
    ['without a mail', PATH, '{"Content":{"Simple":{}}}', 400],
    ['that is no JSON', PATH, '{', 400],
    ['for something else', '/v2/email/identities', raw('a'), 404],
  ])('is refused %s', async (_, path, body, status) => {
    const { outbox } = opened();
    expect((await createSesApi(outbox)(posted(path, body))).status).toBe(status);
  });
});

describe('news', () => {
  const published = (form: Readonly<Record<string, string>>) => {
    const box = opened();
    const body = new URLSearchParams({ Action: 'Publish', TopicArn: 'arn:news', ...form }).toString();
    return { ...box, answer: createSnsApi(['arn:news'], box.outbox)(posted('/', body)) };
  };

  it('goes into the outbox', async () => {
    const { answer, files, read } = published({ Message: '{"kind":"night","note":"één & ander"}' });
    expect((await answer).status).toBe(200);
    expect(bodyOf(await answer)).toContain('<MessageId>2027-01-04T02-30-00.000Z-000001</MessageId>');
    expect(files()).toEqual(['2027-01-04T02-30-00.000Z-000001.json']);
    expect(files().map(read)).toEqual(['{"kind":"night","note":"één & ander"}']);
  });

  test.each([
    ['for another topic', { TopicArn: 'arn:other', Message: 'a' }, 404],
    ['that says nothing', {}, 400],
    ['for something else', { Action: 'Subscribe', Message: 'a' }, 400],
  ])('is refused %s', async (_, form, status) => {
    expect((await published(form).answer).status).toBe(status);
  });
});

describe('inside', () => {
  const inside = createInternalEndpoints({
    lambda: () => ({ status: 200, headers: {}, body: Buffer.from('lambda') }),
    sqs: ({ rawPath }) => ({ status: 200, headers: {}, body: Buffer.from(`sqs ${rawPath}`) }),
    sns: () => ({ status: 200, headers: {} }),
    sesv2: ({ rawPath }) => ({ status: 200, headers: {}, body: Buffer.from(`ses ${rawPath}`) }),
  });

  test.each([
    ['/sqs/', 'sqs /'],
    ['/sqs', 'sqs /'],
    ['/sesv2/v2/email/outbound-emails', 'ses /v2/email/outbound-emails'],
  ])('%s leads to %s', async (path, expected) => {
    expect(bodyOf(await inside(posted(path, '')))).toBe(expected);
  });

  test.each(['/', '/s3/bucket', '/sqsx/', '/constructor/'])('%s leads nowhere', async (path) => {
    expect((await inside(posted(path, ''))).status).toBe(404);
  });
});
