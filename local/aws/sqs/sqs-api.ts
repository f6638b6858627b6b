import { parseJsonBody } from '../../gateway/json-body.ts';
import { headerValues } from '../../gateway/http-request.ts';
import { md5 } from './queue.ts';
import type { Queues } from './queues.ts';
import { jsonReply, type HttpReply } from '../../gateway/reply.ts';
import type { RequestHandler } from '../../gateway/server.ts';
import { isRecord } from '../../template/template-values.ts';

const LONGEST_DELAY_SECONDS = 900;

/** The SQS call that the functions use: SendMessage, in the JSON protocol. */
export function createSqsApi(queues: Queues): RequestHandler {
  return ({ rawHeaders, body }) => {
    const target = headerValues(rawHeaders, 'x-amz-target')[0] ?? 'nothing';
    if (target !== 'AmazonSQS.SendMessage') return refusal('UnsupportedOperation', target);
    const message = parseJsonBody(body)?.value;
    if (!isRecord(message)) return refusal('InvalidMessageContents', 'This is no JSON object.');
    const { QueueUrl: url, MessageBody: text, DelaySeconds: delay = 0 } = message;
    const queue = typeof url === 'string' ? queues.byUrl(url) : undefined;
    if (queue === undefined) return refusal('QueueDoesNotExist', JSON.stringify(url ?? null));
    if (typeof text !== 'string' || text === '') return refusal('MissingParameter', 'MessageBody');
    if (typeof delay !== 'number' || !Number.isInteger(delay) || delay < 0 || delay > LONGEST_DELAY_SECONDS)
      return refusal('InvalidParameterValue', 'DelaySeconds is from 0 to 900.');
    return jsonReply(200, { MessageId: queue.send(text, delay * 1000), MD5OfMessageBody: md5(text) });
  };
}

const refusal = (type: string, message: string): HttpReply =>
  jsonReply(400, { __type: `com.amazonaws.sqs#${type}`, message });
