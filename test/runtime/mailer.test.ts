import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openMailer, type Mail } from '../../lib/runtime/mailer.ts';
import { listening } from './listener.ts';

const MAIL: Mail = {
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

describe('a mail', () => {
  it('goes to SES whole, for all whom it is meant for', async () => {
    const { heard, sent } = await sentTo(200);
    await sent;
    expect(heard.map(({ method, path }) => [method, path])).toEqual([
      ['POST', '/sesv2/v2/email/outbound-emails'],
    ]);
    const request = JSON.parse(heard[0]?.body ?? '') as {
      Content: { Raw: { Data: string } };
      Destination: unknown;
      FromEmailAddress: string;
    };
    expect(request.FromEmailAddress).toBe(MAIL.from);
    expect(request.Destination).toEqual({ ToAddresses: [...MAIL.to, ...MAIL.cc] });
    const mail = await PostalMime.parse(Buffer.from(request.Content.Raw.Data, 'base64'));
    expect(mail).toMatchObject({
      from: { address: MAIL.from },
      to: MAIL.to.map((address) => ({ address })),
      cc: MAIL.cc.map((address) => ({ address })),
      subject: MAIL.subject,
      date: MAIL.date,
    });
    expect([mail.text?.trim(), mail.html?.trim()]).toEqual([MAIL.text, MAIL.html]);
  });

  it('that SES does not take is an error', async () => {
    const { sent } = await sentTo(400);
    await expect(sent).rejects.toThrow();
  });

  it('that comes too fast is sent again, since nothing has been sent', async () => {
    const { heard, sent } = await sentTo(429, 200);
    await sent;
    expect(heard).toHaveLength(2);
  });

  it('N4: of which nobody knows whether it was sent is not sent again', async () => {
    const { heard, sent } = await sentTo(500, 200);
    await expect(sent).rejects.toThrow();
    expect(heard).toHaveLength(1);
  });
});
