import { ENV } from '../contract.ts';

/** The environment of the functions; nothing else reads it. */
export interface Config {
  readonly tableName: string;
  readonly nightlyFunction: string | undefined;
  readonly workQueueUrl: string | undefined;
  readonly patronRetentionDays: number;
  readonly clockShiftDays: number;
}

/** The night also sends mails and notifications. */
export interface NightConfig extends Config {
  readonly mailFrom: string;
  readonly adminMail: readonly string[];
  readonly webUrl: string;
  readonly newsTopicArn: string;
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

/** Throws when a required variable is not set. */
export const readConfig = (): Config => ({
  tableName: required(ENV.table),
  nightlyFunction: process.env[ENV.nightlyFunction],
  workQueueUrl: process.env[ENV.workQueueUrl],
  patronRetentionDays: wholeNumber(ENV.patronRetentionDays, 90),
  clockShiftDays: wholeNumber(ENV.clockShiftDays, 0),
});

/** Throws when a required variable is not set. */
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
