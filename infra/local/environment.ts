import { ENV } from '../../lib/contract.ts';
import { REGION } from './values.ts';

/** Where the stand-ins are that the functions talk to. */
export interface Surroundings {
  readonly dynamodbUrl: string;
  readonly lambdaUrl: string;
  /** By how many days the clock is shifted. */
  readonly shiftDays: number;
}

/** What the functions find in their environment here, over what the template gives them. */
export function localEnvironment({
  dynamodbUrl,
  lambdaUrl,
  shiftDays,
}: Surroundings): Record<string, string> {
  return {
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodbUrl,
    AWS_ENDPOINT_URL_LAMBDA: lambdaUrl,
    // Signed with whatever is there, because nobody here checks it; a real DynamoDB would.
    AWS_ACCESS_KEY_ID: process.env.AWS_ACCESS_KEY_ID ?? 'local',
    AWS_SECRET_ACCESS_KEY: process.env.AWS_SECRET_ACCESS_KEY ?? 'local',
    [ENV.clockShiftDays]: String(shiftDays),
    // A line per request is for CloudWatch; ask for it with POWERTOOLS_LOG_LEVEL=INFO.
    POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? 'WARN',
    POWERTOOLS_METRICS_DISABLED: 'true',
  };
}
