import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { INDEXES, TABLE_KEYS, type IndexDefinition } from '../../lib/contract.ts';
import { synthesize } from './synthesized.ts';

const { data, ofType } = await synthesize();
const TABLE = 'AWS::DynamoDB::Table';

describe('the table', () => {
  it.each<[string, Record<string, unknown>]>([
    [
      'can be put back to any second of the last weeks',
      { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
    ],
    ['cannot be deleted by a slip', { DeletionProtectionEnabled: true }],
    ['is encrypted under the AWS-managed key', { SSESpecification: { SSEEnabled: true } }],
    ['is paid for by use', { BillingMode: 'PAY_PER_REQUEST', ProvisionedThroughput: Match.absent() }],
    [
      'lets go of what may go',
      { TimeToLiveSpecification: { AttributeName: TABLE_KEYS.timeToLive, Enabled: true } },
    ],
    [
      'has the keys of lib/contract.ts',
      { KeySchema: keySchema(TABLE_KEYS.partitionKey, TABLE_KEYS.sortKey) },
    ],
  ])('%s', (_, properties) => {
    data.hasResourceProperties(TABLE, properties);
  });

  it('is the only one, alone in its stack, and stays when the stack goes', () => {
    expect(ofType(TABLE).map(({ deletionPolicy }) => deletionPolicy)).toEqual(['Retain']);
    expect(Object.keys(data.toJSON().Resources as object)).toHaveLength(1);
  });
});

describe('the indexes', () => {
  it.each(Object.values(INDEXES).map((index: IndexDefinition) => [index.name, index] as const))(
    '%s has its keys and holds no more than it must',
    (name, { partitionKey, sortKey, projection }) => {
      data.hasResourceProperties(TABLE, {
        GlobalSecondaryIndexes: Match.arrayWith([
          {
            IndexName: name,
            KeySchema: keySchema(partitionKey, sortKey),
            Projection: projectionOf(projection),
          },
        ]),
      });
    },
  );

  it('are those of lib/contract.ts and no others', () => {
    expect(ofType(TABLE)[0]?.properties.GlobalSecondaryIndexes).toHaveLength(Object.keys(INDEXES).length);
  });
});

function keySchema(partitionKey: string, sortKey: string): unknown {
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' },
    { AttributeName: sortKey, KeyType: 'RANGE' },
  ];
}

function projectionOf(projection: IndexDefinition['projection']): unknown {
  if (projection === 'keys') return { ProjectionType: 'KEYS_ONLY' };
  if (projection === 'all') return { ProjectionType: 'ALL' };
  return { ProjectionType: 'INCLUDE', NonKeyAttributes: projection };
}
