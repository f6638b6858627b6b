import { readdirSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ENV, NIGHTLY } from '../../lib/contract.ts';
import { synthesize, type Resource } from './synthesized.ts';

const { app, ofType, service, data } = await synthesize();
const named = (type: string): readonly (readonly [string, Resource])[] =>
  ofType(type).map((resource) => [resource.id, resource] as const);

describe('the night', () => {
  it('begins at half past three by the clock of the library', () => {
    service.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(30 3 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Amsterdam',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: Match.absent(),
    });
    expect(NIGHTLY).toMatchObject({ hour: 3, minute: 30, timeZone: 'Europe/Amsterdam' });
  });

  it('is told the time that it was scheduled for, is tried again, and what fails for good is kept', () => {
    const queue = ofType('AWS::SQS::Queue').find(({ id }) => id.startsWith('NightlyFailures'))?.id ?? '';
    const arn = { 'Fn::GetAtt': [queue, 'Arn'] };
    service.hasResourceProperties('AWS::Scheduler::Schedule', {
      Target: {
        Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}',
        RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 21_600 },
        DeadLetterConfig: { Arn: arn },
      },
    });
    service.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: arn } },
    });
  });
});

/** Our functions, without the one of CDK that uploads the files of the site. */
const functions = named('AWS::Lambda::Function').filter(([id]) => !id.startsWith('CustomCDK'));

describe('functions', () => {
  it('are four, and one of CDK', () => {
    expect(functions).toHaveLength(4);
    expect(named('AWS::Lambda::Function')).toHaveLength(5);
  });

  it.each(functions)(
    '%s runs on Node 24 and arm64, traced, with a log group of its own',
    (_, { properties }) => {
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: expect.any(String) as string } },
      });
    },
  );

  it.each([
    ['api', 29, [ENV.table, ENV.patronRetentionDays, ENV.nightlyFunction, ENV.workQueueUrl]],
    ['worker', 900, [ENV.table, ENV.patronRetentionDays, ENV.workQueueUrl]],
    [
      'nightly',
      900,
      [ENV.table, ENV.patronRetentionDays, ENV.mailFrom, ENV.adminMail, ENV.webUrl, ENV.newsTopicArn],
    ],
    ['token-claims', 5, []],
  ])('%s has %i seconds and its settings', (name, timeout, settings) => {
    const fn = ofType('AWS::Lambda::Function').find(({ properties }) =>
      JSON.stringify(properties).includes(`"${name}"`),
    );
    const { Variables } = fn?.properties.Environment as {
      readonly Variables: Readonly<Record<string, unknown>>;
    };
    expect(fn?.properties.Timeout).toBe(timeout);
    expect(Variables).toMatchObject({ POWERTOOLS_SERVICE_NAME: name, POWERTOOLS_METRICS_NAMESPACE: 'Apart' });
    expect(Object.values(ENV).filter((setting) => setting in Variables)).toEqual(
      expect.arrayContaining(settings),
    );
    expect(Object.values(ENV).filter((setting) => setting in Variables)).toHaveLength(settings.length);
  });
});

describe('logs', () => {
  it.each(named('AWS::Logs::LogGroup'))('%s are kept for thirty days', (_, { properties }) => {
    expect(properties.RetentionInDays).toBe(30);
  });
});

describe('sign-in', () => {
  it('is for those that a library has let in, with a strong password', () => {
    service.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      UserPoolTier: 'ESSENTIALS',
      DeletionProtection: 'ACTIVE',
      Policies: { PasswordPolicy: { MinimumLength: 12 } },
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V3_0' } },
    });
  });

  it('goes through the code flow, without a secret, and lets nobody write their own role', () => {
    service.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['code'],
      GenerateSecret: false,
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      WriteAttributes: ['email', 'locale'],
    });
  });

  it('gives the feed a way of its own, without a user', () => {
    service.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['client_credentials'],
      GenerateSecret: true,
    });
  });
});

describe('queues and topics', () => {
  it.each([...named('AWS::SQS::QueuePolicy'), ...named('AWS::SNS::TopicPolicy')])(
    '%s refuses what is not encrypted on its way',
    (_, { properties }) => {
      expect(properties.PolicyDocument).toMatchObject({
        Statement: expect.arrayContaining([
          expect.objectContaining({
            Effect: 'Deny',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]) as unknown,
      });
    },
  );

  it('are encrypted where they lie', () => {
    expect(ofType('AWS::SQS::Queue').every(({ properties }) => properties.SqsManagedSseEnabled)).toBe(true);
    expect(ofType('AWS::SNS::Topic').every(({ properties }) => properties.KmsMasterKeyId)).toBe(true);
  });
});

describe('the news of the night', () => {
  it('has a topic that whoever wants to hear it finds in the outputs', () => {
    const [topic] = ofType('AWS::SNS::Topic').filter(({ id }) => id.startsWith('NightMail'));
    service.hasOutput('NewsTopicArn', { Value: { Ref: topic?.id } });
  });
});

describe('both templates', () => {
  it.each([ENV.clockShiftDays, 'AWS_ENDPOINT', 'localhost', '127.0.0.1'])(
    'know nothing of the local system: %s',
    (word) => {
      expect(JSON.stringify([data.toJSON(), service.toJSON()])).not.toContain(word);
    },
  );
});

describe('what is deployed', () => {
  it('holds the code of the functions and no source map, which would only make a start slower', () => {
    const files = readdirSync(app.outdir, { recursive: true, encoding: 'utf8' });
    expect(files.filter((name) => name.endsWith('index.mjs'))).toHaveLength(4);
    expect(files.filter((name) => name.endsWith('.map'))).toEqual([]);
  });
});
