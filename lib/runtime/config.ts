import { ENV } from '../contract.ts';

/** Everything the functions read from their environment: the only place that does. */
export interface Config {
  readonly tableName: string;
  readonly nightlyFunction: string | undefined;
  readonly patronRetentionDays: number;
  readonly clockShiftDays: number;
  readonly lambda: LambdaAccess;
}

/** Where and as whom the Lambda service is called. The runtime renews the credentials: they are read at each call. */
export interface LambdaAccess {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: () => {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

const wholeNumber = (name: string, fallback: number): number => {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  const number = Number(text);
  if (!Number.isInteger(number)) throw new Error(`${name} must be a whole number.`);
  return number;
};

const credentials: LambdaAccess['credentials'] = () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '',
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '',
  ...(process.env.AWS_SESSION_TOKEN && { sessionToken: process.env.AWS_SESSION_TOKEN }),
});

const lambdaAccess = (): LambdaAccess => {
  const region = process.env.AWS_REGION ?? 'eu-west-1';
  const endpoint = process.env.AWS_ENDPOINT_URL_LAMBDA ?? `https://lambda.${region}.amazonaws.com`;
  return { region, endpoint, credentials };
};

/** The configuration. Throws where something that cannot be done without is missing. */
export const readConfig = (): Config => {
  const tableName = process.env[ENV.table];
  if (!tableName) throw new Error(`${ENV.table} is not set.`);
  return {
    tableName,
    nightlyFunction: process.env[ENV.nightlyFunction],
    patronRetentionDays: wholeNumber(ENV.patronRetentionDays, 90),
    clockShiftDays: wholeNumber(ENV.clockShiftDays, 0),
    lambda: lambdaAccess(),
  };
};
