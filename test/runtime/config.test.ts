import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig, readNightConfig } from '../../lib/runtime/config.ts';
import { ENV } from '../../lib/contract.ts';

beforeEach(() => {
  for (const name of Object.values(ENV)) vi.stubEnv(name, undefined);
  vi.stubEnv(ENV.table, 'apart');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the configuration', () => {
  it('needs no mail settings where no mail is sent', () => {
    expect(readConfig()).toMatchObject({ tableName: 'apart', patronRetentionDays: 90, clockShiftDays: 0 });
  });

  it('cannot do without a table', () => {
    vi.stubEnv(ENV.table, '');
    expect(() => readConfig()).toThrow('TABLE_NAME is not set.');
  });
});

describe('the configuration of the night', () => {
  beforeEach(() => {
    vi.stubEnv(ENV.mailFrom, 'apart@apart.example');
    vi.stubEnv(ENV.newsTopicArn, 'arn:news');
  });

  it.each([
    ['', []],
    ['beheer@oba.nl', ['beheer@oba.nl']],
    ['beheer@oba.nl, wacht@oba.nl,', ['beheer@oba.nl', 'wacht@oba.nl']],
  ])('reads %j as the mail of admins', (text, expected) => {
    vi.stubEnv(ENV.adminMail, text);
    expect(readNightConfig().adminMail).toEqual(expected);
  });

  it.each([ENV.mailFrom, ENV.newsTopicArn])('cannot do without %s', (name) => {
    vi.stubEnv(name, undefined);
    expect(() => readNightConfig()).toThrow(`${name} is not set.`);
  });

  it('says where links lead only if it is told', () => {
    expect(readNightConfig().webUrl).toBe('');
    vi.stubEnv(ENV.webUrl, 'https://apart.oba.nl/');
    expect(readNightConfig().webUrl).toBe('https://apart.oba.nl/');
  });
});
