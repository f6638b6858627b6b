import { App } from 'aws-cdk-lib/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { deploymentSettings, type DeploymentSettings } from '../../infra/settings.ts';
import { ENV } from '../../lib/contract.ts';
import { synthesize } from './synthesized.ts';

const settings = (context: Record<string, unknown>): DeploymentSettings =>
  deploymentSettings(new App({ context }).node);

describe('settings', () => {
  it('have defaults', () => {
    expect(settings({})).toEqual({
      webUrl: 'https://apart.example/',
      patronRetentionDays: 90,
      mailFrom: 'apart@apart.example',
      adminMail: [],
    });
  });

  it('come from the context, where the command line gives texts', () => {
    const given = {
      webUrl: 'https://apart.oba.nl/',
      patronRetentionDays: '30',
      mailFrom: 'apart@oba.nl',
      adminMail: 'beheer@oba.nl, wacht@oba.nl',
      certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1a2b',
    };
    expect(settings(given)).toEqual({
      ...given,
      patronRetentionDays: 30,
      adminMail: ['beheer@oba.nl', 'wacht@oba.nl'],
    });
  });

  it.each(['0', '-1', '1.5', 'soon', ''])('refuse %j as a number of days', (patronRetentionDays) => {
    expect(() => settings({ patronRetentionDays })).toThrow('whole number of days');
  });

  it.each(['', 'apart', 'a@b', 'Apart <apart@oba.nl>', 'a@oba.nl,b@oba.nl'])(
    'refuse %j as a sender',
    (mailFrom) => {
      expect(() => settings({ mailFrom })).toThrow(`mailFrom is one bare mail address, not "${mailFrom}".`);
    },
  );

  it.each([
    'certificate',
    'arn:aws:acm:eu-west-1:123456789012:certificate/1a2b',
    'arn:aws:acm:us-east-1:123456789012:certificate/',
    'arn:aws:iam::123456789012:server-certificate/1a2b',
  ])('refuse %j as a certificate', (certificateArn) => {
    expect(() => settings({ certificateArn })).toThrow('certificateArn is a certificate of ACM in us-east-1');
  });

  it.each(['beheer', 'beheer@oba.nl;wacht@oba.nl', 'wacht@oba.nl,beheer@', 'de beheerder@oba.nl'])(
    'refuse %j as the mail of admins',
    (adminMail) => {
      expect(() => settings({ adminMail })).toThrow('adminMail is mail addresses with commas between them');
    },
  );
});

describe('a restored table', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('takes the place of the own one everywhere', async () => {
    vi.stubEnv('CDK_CONTEXT_JSON', JSON.stringify({ tableName: 'apart-restored' }));
    const { service } = await synthesize();
    expect(JSON.stringify(service.toJSON())).not.toContain('ApartData');
    service.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { [ENV.table]: 'apart-restored' } },
    });
  });
});
