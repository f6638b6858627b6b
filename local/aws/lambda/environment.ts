import { ENV } from '../../../lib/contract.ts';
import { addressOf } from '../internal-endpoints.ts';
import { REGION } from '../../template/template-values.ts';

/**
 * Where the stand-ins are that the functions talk to, and what this start is otherwise than
 * deployed.
 */
export interface Surroundings {
  readonly dynamodbUrl: string;
  /** Where Lambda and the other services are. */
  readonly insideUrl: string;
  /** Where the API and the staff client are. */
  readonly frontUrl: string;
  readonly adminMail: string | undefined;
  /** By how many days the clock is shifted. */
  readonly shiftDays: number;
}

/** What the functions find in their environment here, over what the template gives them. */
export function localEnvironment(around: Surroundings): Record<string, string> {
  return {
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL_DYNAMODB: around.dynamodbUrl,
    AWS_ENDPOINT_URL_LAMBDA: addressOf(around.insideUrl, 'lambda'),
    AWS_ENDPOINT_URL_SQS: addressOf(around.insideUrl, 'sqs'),
    AWS_ENDPOINT_URL_SNS: addressOf(around.insideUrl, 'sns'),
    AWS_ENDPOINT_URL_SESV2: addressOf(around.insideUrl, 'sesv2'),
    [ENV.webUrl]: `${around.frontUrl}/`,
    [ENV.adminMail]: around.adminMail ?? '',
    // Signed with whatever is there, because nobody here checks it; a real DynamoDB would.
    AWS_ACCESS_KEY_ID: process.env.AWS_ACCESS_KEY_ID ?? 'local',
    AWS_SECRET_ACCESS_KEY: process.env.AWS_SECRET_ACCESS_KEY ?? 'local',
    [ENV.clockShiftDays]: String(around.shiftDays),
    // A line per request is for CloudWatch; ask for it with POWERTOOLS_LOG_LEVEL=INFO.
    POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? 'WARN',
    POWERTOOLS_METRICS_DISABLED: 'true',
  };
}
