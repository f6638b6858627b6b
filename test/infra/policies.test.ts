// Long: each test reads the same list of grants, and one table allows every wildcard there is.
import { describe, expect, it } from 'vitest';
import { INDEXES, type IndexDefinition } from '../../lib/contract.ts';
import { synthesize, type Resource } from './synthesized.ts';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly NotAction?: unknown;
  readonly NotResource?: unknown;
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const { ofType } = await synthesize();

/** Every policy of both stacks, and the path of its document. */
const POLICIES: Readonly<Record<string, string>> = {
  'AWS::IAM::Policy': 'PolicyDocument',
  'AWS::IAM::ManagedPolicy': 'PolicyDocument',
  'AWS::SQS::QueuePolicy': 'PolicyDocument',
  'AWS::SNS::TopicPolicy': 'PolicyDocument',
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::S3::BucketPolicy': 'PolicyDocument',
};

/**
 * Every SES identity in this account and region. The library chooses the one that covers the
 * sender.
 */
const ANY_IDENTITY =
  '{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":ses:",{"Ref":"AWS::Region"},":",{"Ref":"AWS::AccountId"},":identity/*"]]}';

/** Every file that CDK has uploaded for deployments in this account and region. */
const ANY_ASSET =
  '{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":s3:::",{"Fn::Sub":"cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}"},"/*"]]}';

const [bucket] = ofType('AWS::S3::Bucket');

/** Every file of the site. */
const ANY_PAGE = `{"Fn::Join":["",[{"Fn::GetAtt":["${bucket?.id ?? ''}","Arn"]},"/*"]]}`;

/** The only allowed wildcards: policy, action, resource, reason. */
const WILDCARDS: readonly (readonly [policy: RegExp, action: string, resource: string, reason: string])[] = [
  [/Role/, 'xray:PutTelemetryRecords', '*', 'X-Ray knows no resources'],
  [/Role/, 'xray:PutTraceSegments', '*', 'X-Ray knows no resources'],
  [
    /^AlarmsKey/,
    'kms:*',
    '*',
    'in a key policy * is the key; without the account nobody could change the key again',
  ],
  [/^AlarmsKey/, 'kms:Decrypt', '*', 'in a key policy * is the key'],
  [
    /^AlarmsKey/,
    'kms:GenerateDataKey*',
    '*',
    'what CloudWatch needs to publish to an encrypted topic, as AWS documents it',
  ],
  [/^NightMailKey/, 'kms:*', '*', 'in a key policy * is the key, as above'],
  [/^NightlyFunctionRole/, 'ses:SendEmail', ANY_IDENTITY, 'the condition names the only sender'],
  [/^NightlyFunctionRole/, 'ses:SendRawEmail', ANY_IDENTITY, 'the condition names the only sender'],
  [/^SiteBucketPolicy/, 's3:GetObject', ANY_PAGE, 'the distribution, and no other, serves all of the site'],
  [/^SiteContentsUploadRole/, 's3:GetObject', ANY_ASSET, 'each deployment has other files'],
  [/^SiteContentsUploadRole/, 's3:PutObject', ANY_PAGE, 'the whole bucket is the site'],
];

const list = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];

const text = (resource: unknown): string =>
  typeof resource === 'string' ? resource : JSON.stringify(resource);

const statementsOf = ({ properties }: Resource, document: string): readonly Statement[] =>
  (properties[document] as { readonly Statement: readonly Statement[] }).Statement;

const grants = Object.entries(POLICIES).flatMap(([type, document]) =>
  ofType(type).flatMap((policy) =>
    statementsOf(policy, document)
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap((statement) =>
        list(statement.Action).flatMap((action) =>
          list(statement.Resource).map((resource) => ({
            policy: policy.id,
            action,
            resource: text(resource),
            statement,
          })),
        ),
      ),
  ),
);

/**
 * The access of a function's role to the table: actions by index, or by '' for the table itself.
 */
function tableAccess(role: string): Readonly<Record<string, readonly string[]>> {
  const own = grants.filter(
    ({ policy, action }) => policy.startsWith(role) && action.startsWith('dynamodb:'),
  );
  const indexOf = (resource: string): string => /\/index\/([a-z-]+)/.exec(resource)?.[1] ?? '';
  return Object.fromEntries(
    [...new Set(own.map(({ resource }) => indexOf(resource)))].map((index) => [
      index,
      own
        .filter(({ resource }) => indexOf(resource) === index)
        .map(({ action }) => action.replace('dynamodb:', ''))
        .sort(),
    ]),
  );
}

const ITEMS = ['BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query', 'UpdateItem'];
const { due, byActivity, copiesByCollection, copiesByCollectionAtBranch, copiesByCover } = INDEXES;
const selections = [byActivity, copiesByCollection, copiesByCollectionAtBranch];
const withoutDue = Object.values(INDEXES).filter((index) => index !== due);
const queried = (indexes: readonly IndexDefinition[]) =>
  Object.fromEntries(indexes.map(({ name }) => [name, ['Query']]));

/** The roles that may do this, and on which resources. */
const holders = (wanted: string): readonly (readonly [role: string, resource: string])[] =>
  grants
    .filter(({ action }) => action === wanted)
    .map(({ policy, resource }) => [policy.replace(/DefaultPolicy.*/, ''), resource] as const)
    .sort(([one], [other]) => one.localeCompare(other));

describe('policies', () => {
  it('there are some', () => {
    expect(grants.length).toBeGreaterThan(20);
  });

  it('have no wildcard but the listed ones, and every listed one is there', () => {
    const found = grants.filter(({ action, resource }) => action.includes('*') || resource.includes('*'));
    const reasonFor = (grant: (typeof found)[number]) =>
      WILDCARDS.findIndex(
        ([policy, action, resource]) =>
          policy.test(grant.policy) && action === grant.action && resource === grant.resource,
      );
    expect(found.filter((grant) => reasonFor(grant) < 0)).toEqual([]);
    expect(new Set(found.map(reasonFor)).size).toBe(WILDCARDS.length);
  });

  it('say what is allowed, never what is not', () => {
    expect(grants.filter(({ statement }) => statement.NotAction ?? statement.NotResource)).toEqual([]);
  });

  it('let nobody scan the table', () => {
    expect(grants.filter(({ action }) => action === 'dynamodb:Scan')).toEqual([]);
  });

  it('are written out: no managed policy is attached, none is written into a role', () => {
    const roles = ofType('AWS::IAM::Role').map(({ properties }) => properties);
    expect(roles.filter(({ ManagedPolicyArns, Policies }) => ManagedPolicyArns ?? Policies)).toEqual([]);
  });

  it.each([
    ['ApiRole', { '': ITEMS, ...queried(withoutDue) }],
    ['WorkFunctionRole', { '': ITEMS, ...queried([...selections, copiesByCover]) }],
    ['NightlyFunctionRole', { '': ITEMS, ...queried([due, byActivity, copiesByCover]) }],
    ['IdentityTokenClaimsRole', {}],
  ])('%s may use just its part of the table', (role, expected) => {
    expect(tableAccess(role)).toEqual(expected);
  });

  it('only the API and the schedule may start the night', () => {
    const invokers = holders('lambda:InvokeFunction');
    expect(invokers.map(([role]) => role)).toEqual(['ApiRole', 'NightlyScheduleRole']);
    expect(invokers.every(([, resource]) => resource.includes('NightlyFunction'))).toBe(true);
  });

  it('only the API, the sweep and the worker itself may send work, and only for the night is a night given up', () => {
    const senders = holders('sqs:SendMessage').map(
      ([role, resource]) => `${role} ${/WorkQueue|NightlyFailures/.exec(resource)?.[0] ?? resource}`,
    );
    expect(senders).toEqual([
      'ApiRole WorkQueue',
      'NightlyFunctionRole NightlyFailures',
      'NightlyScheduleRole NightlyFailures',
      'WorkFunctionRole WorkQueue',
      'WorkScheduleRole WorkQueue',
    ]);
  });

  it('only the worker may take work', () => {
    expect(holders('sqs:ReceiveMessage').map(([role]) => role)).toEqual(['WorkFunctionRole']);
  });

  it('only the night may send mail, as one sender, and tell news on one topic', () => {
    const mailing = grants.filter(({ action }) => action.startsWith('ses:'));
    expect(new Set(mailing.map(({ policy }) => policy.replace(/DefaultPolicy.*/, '')))).toEqual(
      new Set(['NightlyFunctionRole']),
    );
    expect(mailing.map(({ statement }) => statement.Condition)).toEqual(
      mailing.map(() => ({ StringEquals: { 'ses:FromAddress': 'apart@apart.example' } })),
    );
    expect(holders('sns:Publish').filter(([role]) => role.includes('Role'))).toEqual([
      ['NightlyFunctionRole', expect.stringMatching(/^\{"Ref":"NightMailTopic/)],
    ]);
    expect(holders('kms:GenerateDataKey')).toEqual([
      ['NightlyFunctionRole', expect.stringContaining('NightMailKey')],
    ]);
  });

  it('who brings the files of the site may touch its bucket and its distribution, and delete nothing', () => {
    const own = grants.filter(
      ({ policy, action }) => policy.startsWith('SiteContentsUploadRole') && !action.startsWith('logs:'),
    );
    expect(own.map(({ action }) => action).sort()).toEqual([
      'cloudfront:CreateInvalidation',
      'cloudfront:GetInvalidation',
      's3:GetBucketTagging',
      's3:GetObject',
      's3:ListBucket',
      's3:PutObject',
    ]);
    const elsewhere = own.filter(({ resource }) => !/SiteBucket|SiteDistribution/.test(resource));
    expect(elsewhere.map(({ action }) => action)).toEqual(['s3:GetObject']);
  });
});
