import { parsed } from './body.ts';
import type { Outbox } from './outbox.ts';
import { jsonReply } from './reply.ts';
import type { Answer } from './server.ts';
import { isRecord, recordAt } from './values.ts';

/** Answers what of SES the functions use: sending a mail that is already put together. It goes into the outbox. */
export function createMailApi(outbox: Outbox): Answer {
  return ({ method, rawPath, body }) => {
    if (method !== 'POST' || rawPath !== '/v2/email/outbound-emails')
      return jsonReply(404, { message: `The local system has no ${method} ${rawPath} of SES.` });
    const request = parsed(body)?.value;
    const { Data: data } = isRecord(request) ? recordAt(recordAt(request, 'Content'), 'Raw') : {};
    if (typeof data !== 'string' || data === '')
      return jsonReply(400, { message: 'The mail has no Content.Raw.Data.' }, REFUSED);
    return jsonReply(200, { MessageId: outbox('eml', Buffer.from(data, 'base64')) });
  };
}

const REFUSED = { 'x-amzn-errortype': 'BadRequestException' };
