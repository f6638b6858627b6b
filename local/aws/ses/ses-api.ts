import { parseJsonBody } from '../../gateway/json-body.ts';
import type { Outbox } from '../../outbox.ts';
import { jsonReply } from '../../gateway/reply.ts';
import type { RequestHandler } from '../../gateway/server.ts';
import { isList, isRecord, recordAt } from '../../template/template-values.ts';

/** The SES call that the functions use: SendEmail with raw content. Mails go into the outbox. */
export function createSesApi(outbox: Outbox): RequestHandler {
  return ({ method, rawPath, body }) => {
    if (method !== 'POST' || rawPath !== '/v2/email/outbound-emails')
      return jsonReply(404, { message: `The local system has no ${method} ${rawPath} of SES.` });
    const request = parseJsonBody(body)?.value;
    const { Data: data } = isRecord(request) ? recordAt(recordAt(request, 'Content'), 'Raw') : {};
    if (typeof data !== 'string' || data === '')
      return jsonReply(400, { message: 'The mail has no Content.Raw.Data.' }, REFUSED);
    if (recipientsIn(request) > MOST_RECIPIENTS)
      return jsonReply(400, { message: 'Recipient count exceeds 50.' }, REFUSED);
    return jsonReply(200, { MessageId: outbox('eml', Buffer.from(data, 'base64')) });
  };
}

/** SES's limit of recipients per mail. */
const MOST_RECIPIENTS = 50;

function recipientsIn(request: unknown): number {
  const destination = isRecord(request) ? recordAt(request, 'Destination') : {};
  return Object.values(destination).flatMap((list) => (isList(list) ? list : [])).length;
}

const REFUSED = { 'x-amzn-errortype': 'BadRequestException' };
