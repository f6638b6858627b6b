import { ENV } from '../contract.ts';

/** Everything the functions read from their environment: the only place that does. */
export interface Config {
  readonly tableName: string;
  readonly nightlyFunction: string | undefined;
  readonly workQueueUrl: string | undefined;
  readonly patronRetentionDays: number;
  readonly clockShiftDays: number;
  readonly aws: AwsAccess;
}

/** What the night reads beside that, since it sends mail and news. */
export interface NightConfig extends Config {
  readonly mailFrom: string;
  readonly adminMail: readonly string[];
  readonly webUrl: string;
  readonly newsTopicArn: string;
}

/** The services that are called without a client of the SDK. */
export type AwsService = 'lambda' | 'sqs' | 'sns';

/** Where and as whom AWS is called. The runtime renews the credentials: they are read at each call. */
export interface AwsAccess {
  readonly region: string;
  readonly endpoints: Readonly<Record<AwsService, string>>;
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

const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
};

const credentials: AwsAccess['credentials'] = () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '',
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '',
  ...(process.env.AWS_SESSION_TOKEN && { sessionToken: process.env.AWS_SESSION_TOKEN }),
});

const awsAccess = (): AwsAccess => {
  const region = process.env.AWS_REGION ?? 'eu-west-1';
  const endpoint = (service: AwsService): string =>
    process.env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ?? `https://${service}.${region}.amazonaws.com`;
  return {
    region,
    endpoints: { lambda: endpoint('lambda'), sqs: endpoint('sqs'), sns: endpoint('sns') },
    credentials,
  };
};

/** The configuration. Throws where something that cannot be done without is missing. */
export const readConfig = (): Config => ({
  tableName: required(ENV.table),
  nightlyFunction: process.env[ENV.nightlyFunction],
  workQueueUrl: process.env[ENV.workQueueUrl],
  patronRetentionDays: wholeNumber(ENV.patronRetentionDays, 90),
  clockShiftDays: wholeNumber(ENV.clockShiftDays, 0),
  aws: awsAccess(),
});

/** The configuration of the night. Throws likewise. */
export const readNightConfig = (): NightConfig => ({
  ...readConfig(),
  mailFrom: required(ENV.mailFrom),
  adminMail: (process.env[ENV.adminMail] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== ''),
  webUrl: process.env[ENV.webUrl] ?? '',
  newsTopicArn: required(ENV.newsTopicArn),
});
