/**
 * The table, which must survive everything. Its own stack protects it from changes to functions.
 */
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  Table,
  TableEncryption,
  type Attribute,
  type GlobalSecondaryIndexProps,
} from 'aws-cdk-lib/aws-dynamodb';
import { RemovalPolicy, Stack, type App } from 'aws-cdk-lib/core';
import { INDEXES, TABLE_KEYS, type IndexDefinition, type Projection } from '../lib/contract.ts';

/** The stack with the one table and its indexes. */
export class DataStack extends Stack {
  readonly table: Table;

  constructor(scope: App, id: string) {
    super(scope, id, {
      description: 'Apart: the table. Retained when the stack goes.',
      terminationProtection: true,
    });
    this.table = new Table(this, 'Table', {
      partitionKey: text(TABLE_KEYS.partitionKey),
      sortKey: text(TABLE_KEYS.sortKey),
      timeToLiveAttribute: TABLE_KEYS.timeToLive,
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const index of Object.values(INDEXES)) this.table.addGlobalSecondaryIndex(indexProps(index));
  }
}

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });

const indexProps = (index: IndexDefinition): GlobalSecondaryIndexProps => ({
  indexName: index.name,
  partitionKey: text(index.partitionKey),
  sortKey: text(index.sortKey),
  ...projectionProps(index.projection),
});

function projectionProps(
  projection: Projection,
): Pick<GlobalSecondaryIndexProps, 'projectionType' | 'nonKeyAttributes'> {
  if (projection === 'all') return { projectionType: ProjectionType.ALL };
  if (projection === 'keys') return { projectionType: ProjectionType.KEYS_ONLY };
  return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...projection] };
}
