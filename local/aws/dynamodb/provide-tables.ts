import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  ScanCommand,
  waitUntilTableExists,
  type CreateTableCommandInput,
  type GlobalSecondaryIndex,
  type GlobalSecondaryIndexDescription,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import type { Assembly } from '../../template/assembly.ts';
import { messageOf, StartError } from '../../errors.ts';
import type { Resource } from '../../template/template.ts';

/**
 * Creates the template's tables; answers whether all are empty. Throws a `StartError` when an
 * existing table differs from the template.
 */
export async function provideTables(assembly: Assembly, where: string): Promise<boolean> {
  const client = new DynamoDBClient({});
  let isEmpty = true;
  for (const table of assembly.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')) {
    await provideTable(table, client, where);
    isEmpty &&= await tableIsEmpty(table, client);
  }
  client.destroy();
  return isEmpty;
}

/**
 * Creates the table unless it exists. Throws a `StartError` when an existing one differs from the
 * template.
 */
export async function provideTable(resource: Resource, client: DynamoDBClient, where: string): Promise<void> {
  const wanted = definitionOf(resource);
  try {
    const { Table: there } = await client.send(new DescribeTableCommand({ TableName: wanted.TableName }));
    if (there !== undefined) refuseOther(wanted, there, where);
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw readable(error, where);
    await client.send(new CreateTableCommand(wanted));
    await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1 }, { TableName: wanted.TableName });
  }
}

async function tableIsEmpty(resource: Resource, client: DynamoDBClient): Promise<boolean> {
  const { Count } = await client.send(
    new ScanCommand({ TableName: resource.ref, Limit: 1, Select: 'COUNT' }),
  );
  return Count === 0;
}

const readable = (error: unknown, where: string): Error =>
  error instanceof StartError
    ? error
    : new StartError(`The database at ${where} cannot be used: ${messageOf(error)}.`);

/**
 * The `CreateTable` input of a resource. Encryption, recovery and protection do not apply locally.
 */
export function definitionOf(resource: Resource): CreateTableCommandInput {
  const indexes = resource.property('GlobalSecondaryIndexes') as GlobalSecondaryIndex[] | undefined;
  return {
    TableName: resource.ref,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: resource.property(
      'AttributeDefinitions',
    ) as CreateTableCommandInput['AttributeDefinitions'],
    KeySchema: resource.property('KeySchema') as CreateTableCommandInput['KeySchema'],
    GlobalSecondaryIndexes: indexes?.map(({ IndexName, KeySchema, Projection }) => ({
      IndexName,
      KeySchema,
      Projection,
    })),
  };
}

function refuseOther(wanted: CreateTableCommandInput, there: TableDescription, where: string): void {
  const differences = differencesBetween(wanted, there);
  if (differences.length === 0) return;
  throw new StartError(
    `The table at ${where} was made for another version of Apart (${differences.join('; ')}): start with another --data, or delete this one.`,
  );
}

/** The differences in keys and indexes, one phrase each; empty when they are the same. */
export function differencesBetween(
  wanted: CreateTableCommandInput,
  there: TableDescription,
): readonly string[] {
  const keys = keysOf(wanted.KeySchema) === keysOf(there.KeySchema) ? [] : ['other keys'];
  const [ours, theirs] = [
    byName(wanted.GlobalSecondaryIndexes ?? []),
    byName(there.GlobalSecondaryIndexes ?? []),
  ];
  const names = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  const indexes = names.flatMap((name) => {
    const [mine, other] = [ours.get(name), theirs.get(name)];
    if (other === undefined) return [`index ${name} is missing`];
    if (mine === undefined) return [`index ${name} is no longer used`];
    return mine === other ? [] : [`index ${name} differs`];
  });
  return [...keys, ...indexes];
}

type Index = GlobalSecondaryIndex | GlobalSecondaryIndexDescription;

const byName = (indexes: readonly Index[]): ReadonlyMap<string, string> =>
  new Map(
    indexes.map((index) => [index.IndexName ?? '', `${keysOf(index.KeySchema)} ${projectionOf(index)}`]),
  );

const projectionOf = ({ Projection }: Index): string =>
  `${Projection?.ProjectionType ?? ''} ${[...(Projection?.NonKeyAttributes ?? [])].sort().join(',')}`;

const keysOf = (schema: CreateTableCommandInput['KeySchema'] = []): string =>
  schema.map(({ AttributeName, KeyType }) => `${AttributeName ?? ''}:${KeyType ?? ''}`).join(',');
