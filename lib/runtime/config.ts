import { ENV } from '../contract.ts';

/** Everything the functions read from their environment: the only place that does. */
export interface Config {
  readonly tableName: string;
  readonly nightlyFunction: string | undefined;
  readonly patronRetentionDays: number;
  readonly clockShiftDays: number;
}

const wholeNumber = (name: string, fallback: number): number => {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  const number = Number(text);
  if (!Number.isInteger(number)) throw new Error(`${name} must be a whole number.`);
  return number;
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
  };
};
