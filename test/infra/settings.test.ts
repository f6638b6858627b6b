import { App } from 'aws-cdk-lib/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { settingsOf, type Settings } from '../../infra/settings.ts';
import { ENV } from '../../lib/contract.ts';
import { synthesize } from './synthesized.ts';

const settings = (context: Record<string, unknown>): Settings => settingsOf(new App({ context }).node);

describe('settings', () => {
  it('have defaults', () => {
    expect(settings({})).toEqual({ webUrl: 'https://apart.example/', patronRetentionDays: 90 });
  });

  it('come from the context, where the command line gives texts', () => {
    expect(settings({ webUrl: 'https://apart.oba.nl/', patronRetentionDays: '30' })).toEqual({
      webUrl: 'https://apart.oba.nl/',
      patronRetentionDays: 30,
    });
  });

  it.each(['0', '-1', '1.5', 'soon', ''])('refuse %j as a number of days', (patronRetentionDays) => {
    expect(() => settings({ patronRetentionDays })).toThrow('whole number of days');
  });
});

describe('a restored table', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('takes the place of the own one everywhere', () => {
    vi.stubEnv('CDK_CONTEXT_JSON', JSON.stringify({ tableName: 'apart-restored' }));
    const { service } = synthesize();
    expect(JSON.stringify(service.toJSON())).not.toContain('ApartData');
    service.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { [ENV.table]: 'apart-restored' } },
    });
  });
});
