import { ENV } from '../../../lib/contract.ts';
import { addressOf } from '../internal-endpoints.ts';
import { REGION } from '../../template/template-values.ts';

/** The addresses of the stand-ins, and the settings of this start. */
export interface Surroundings {
  readonly dynamodbUrl: string;
  /** The address of Lambda and the other AWS stand-ins. */
  readonly insideUrl: string;
  /** The address of the API and the staff client. */
  readonly frontUrl: string;
  readonly adminMail: string | undefined;
  /** The shift of the clock, in days. */
  readonly shiftDays: number;
}

/** The environment variables that override those of the template. */
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
    // The SDK needs keys to sign with. The stand-ins check no signature; a real DynamoDB does.
    AWS_ACCESS_KEY_ID: process.env.AWS_ACCESS_KEY_ID ?? 'local',
    AWS_SECRET_ACCESS_KEY: process.env.AWS_SECRET_ACCESS_KEY ?? 'local',
    [ENV.clockShiftDays]: String(around.shiftDays),
    // CloudWatch needs a log line per request; here POWERTOOLS_LOG_LEVEL=INFO turns it on.
    POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? 'WARN',
    POWERTOOLS_METRICS_DISABLED: 'true',
  };
}
