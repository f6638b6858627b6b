import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openMailer, type Mail } from '../../lib/runtime/mailer.ts';
import { listening } from './listener.ts';

const MAIL: Mail = {
  id: 'reminder-2026-10-26-CEN.2',
  from: 'apart@apart.example',
  to: ['noord@bibliotheek.example', 'zuid@bibliotheek.example'],
  cc: ['beheer@bibliotheek.example'],
  subject: 'Één herinnering: “Sinterklaas”',
  text: 'Er staan nog 3 exemplaren apart.',
  date: '2026-10-26T02:30:00.000Z',
  html: '<p>Er staan nog <b>3</b> exemplaren apart.</p>',
};

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKID');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Sends the mail to a server with these answers. Answers the requests of the server. */
const sentTo = async (...statuses: readonly number[]) => {
  const { url, heard } = await listening(...statuses);
  vi.stubEnv('AWS_ENDPOINT_URL_SESV2', `${url}/sesv2`);
  return { heard, sent: openMailer()(MAIL) };
};

type Heard = Awaited<ReturnType<typeof sentTo>>['heard'][number];

const requestIn = ({ body }: Heard) =>
  JSON.parse(body) as {
    readonly Content: { readonly Raw: { readonly Data: string } };
    readonly Destination: unknown;
    readonly FromEmailAddress: string;
  };

/** The mail as SES got it. */
const mailIn = (heard: Heard | undefined) =>
  PostalMime.parse(Buffer.from(heard ? requestIn(heard).Content.Raw.Data : '', 'base64'));

describe('a mail', () => {
  it('goes to SES whole, for all whom it is meant for', async () => {
    const { heard, sent } = await sentTo(200);
    await sent;
    expect(heard.map(({ method, path }) => [method, path])).toEqual([
      ['POST', '/sesv2/v2/email/outbound-emails'],
    ]);
    const [request] = heard.map(requestIn);
    expect(request?.FromEmailAddress).toBe(MAIL.from);
    expect(request?.Destination).toEqual({ ToAddresses: [...MAIL.to, ...MAIL.cc] });
    const mail = await mailIn(heard[0]);
    expect(mail).toMatchObject({
      from: { address: MAIL.from },
      to: MAIL.to.map((address) => ({ address })),
      cc: MAIL.cc.map((address) => ({ address })),
      subject: MAIL.subject,
    });
    expect([mail.text?.trim(), mail.html?.trim()]).toEqual([MAIL.text, MAIL.html]);
  });

  it.each([
    ['its date as RFC 5322 writes one', 'date', ['Mon, 26 Oct 2026 02:30:00 +0000']],
    ['the address that may send, and no name beside it', 'from', [MAIL.from]],
    [
      'an id of its own, without dots that an address may not have',
      'message-id',
      ['<reminder-2026-10-26-CEN=2@apart.example>'],
    ],
    ['that no person sent it (RFC 3834)', 'auto-submitted', ['auto-generated']],
    [
      'to Exchange that nobody answers it by machine, and that a bounce may come back',
      'x-auto-response-suppress',
      ['DR, RN, NRN, OOF, AutoReply'],
    ],
    ['no precedence, which RFC 2076 discourages', 'precedence', []],
    ['no return path, which is for SES to write', 'return-path', []],
    ['no wish for a receipt', 'disposition-notification-to', []],
  ])('says %s', async (_name, key, values) => {
    const { heard, sent } = await sentTo(200);
    await sent;
    const { headers } = await mailIn(heard[0]);
    expect(headers.filter((header) => header.key === key).map(({ value }) => value)).toEqual(values);
  });

  it('that SES does not take is an error', async () => {
    const { sent } = await sentTo(400);
    await expect(sent).rejects.toThrow();
  });

  it('that comes too fast is sent again, as the same mail, since nothing has been sent', async () => {
    const { heard, sent } = await sentTo(429, 200);
    await sent;
    const ids = (await Promise.all(heard.map(mailIn))).map(({ messageId }) => messageId);
    const id = '<reminder-2026-10-26-CEN=2@apart.example>';
    expect(ids).toEqual([id, id]);
  });

  it('N4: of which nobody knows whether it was sent is not sent again', async () => {
    const { heard, sent } = await sentTo(500, 200);
    await expect(sent).rejects.toThrow();
    expect(heard).toHaveLength(1);
  });
});
