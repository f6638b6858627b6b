import type { CreateTableCommandInput, TableDescription } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { differencesBetween } from '../../local/aws/dynamodb/provide-tables.ts';
import { tableDefinition } from '../../testing/database/empty-table.ts';
import { synthesize } from './synthesized.ts';

const { ofType } = await synthesize();
const deployed = ofType('AWS::DynamoDB::Table')[0]?.properties ?? {};
const tested = tableDefinition('apart');

const sortedAttributes = (definitions: unknown) =>
  [...(definitions as { AttributeName: string }[])].sort((a, b) =>
    a.AttributeName.localeCompare(b.AttributeName),
  );

it('the table that tests run on has the keys and indexes of the deployed one', () => {
  expect(differencesBetween(tested, deployed as TableDescription)).toEqual([]);
  expect(sortedAttributes(tested.AttributeDefinitions)).toEqual(
    sortedAttributes(deployed.AttributeDefinitions),
  );
});

it('a difference would be seen', () => {
  const [first, ...others] = tested.GlobalSecondaryIndexes ?? [];
  const other: CreateTableCommandInput = { ...tested, GlobalSecondaryIndexes: others };
  expect(differencesBetween(other, deployed as TableDescription)).toEqual([
    `index ${first?.IndexName ?? ''} is no longer used`,
  ]);
});
