import { describe, expect, test } from 'vitest';
import { differencesBetween } from '../../../local/aws/dynamodb/provide-tables.ts';

const key = (name: string) => [{ AttributeName: name, KeyType: 'HASH' as const }];
const index = (IndexName: string, attributes: string[], hash = 'k') => ({
  IndexName,
  KeySchema: key(hash),
  Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: attributes },
});
const table = (...indexes: ReturnType<typeof index>[]) => ({
  TableName: 't',
  KeySchema: key('pk'),
  GlobalSecondaryIndexes: indexes,
});

describe('a table that is there', () => {
  test.each([
    ['the same', table(index('due', ['a', 'b'])), table(index('due', ['b', 'a'])), []],
    ['without indexes', { TableName: 't', KeySchema: key('pk') }, { KeySchema: key('pk') }, []],
    ['short of an index', table(index('due', [])), table(), ['index due is missing']],
    ['one index too many', table(), table(index('due', [])), ['index due is no longer used']],
    ['with another projection', table(index('due', ['a'])), table(index('due', [])), ['index due differs']],
    ['with another index key', table(index('due', [])), table(index('due', [], 'x')), ['index due differs']],
    ['with other keys', table(), { ...table(), KeySchema: key('id') }, ['other keys']],
  ])('can be %s', (_, wanted, there, differences) => {
    expect(differencesBetween(wanted, there)).toEqual(differences);
  });
});
