import type { Outbox } from '../../outbox.ts';
import type { HttpReply } from '../../gateway/reply.ts';
import type { RequestHandler } from '../../gateway/server.ts';

/** The SNS call that the functions use: Publish, for these topics. Messages go into the outbox. */
export function createSnsApi(topicArns: readonly string[], outbox: Outbox): RequestHandler {
  return ({ body }) => {
    const form = new URLSearchParams(body.toString('utf8'));
    if (form.get('Action') !== 'Publish') return refusal(400, 'InvalidAction');
    if (!topicArns.includes(form.get('TopicArn') ?? '')) return refusal(404, 'NotFound');
    const message = form.get('Message') ?? '';
    if (message === '') return refusal(400, 'InvalidParameter');
    const id = outbox('json', message);
    return xml(
      200,
      `<PublishResponse ${NAMESPACE}><PublishResult><MessageId>${id}</MessageId></PublishResult></PublishResponse>`,
    );
  };
}

const NAMESPACE = 'xmlns="http://sns.amazonaws.com/doc/2010-03-31/"';

const refusal = (status: number, code: string): HttpReply =>
  xml(status, `<ErrorResponse ${NAMESPACE}><Error><Code>${code}</Code></Error></ErrorResponse>`);

const xml = (status: number, body: string): HttpReply => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: Buffer.from(body),
});
