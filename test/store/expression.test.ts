import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absent,
  anyOf,
  atMost,
  below,
  exists,
  expressionsOf,
  is,
  put,
  remove,
  sum,
  update,
  without,
  type Changes,
  type Condition,
} from '../../lib/store/expression.ts';

const key = { pk: 'COPY#2905', sk: 'META' };
const item = { ...key, version: 3 };

describe('a condition is one thing that must be true of an item', () => {
  it.for<[string, Condition, string, Record<string, string>, Record<string, unknown> | undefined]>([
    ['absent', absent, 'attribute_not_exists(#n0)', { '#n0': 'pk' }, undefined],
    ['exists', exists, 'attribute_exists(#n0)', { '#n0': 'pk' }, undefined],
    ['is', is('version', 3), '#n0 = :v0', { '#n0': 'version' }, { ':v0': 3 }],
    ['below', below('open', 15), '#n0 < :v0', { '#n0': 'open' }, { ':v0': 15 }],
    ['at most', atMost('open', 15), '#n0 <= :v0', { '#n0': 'open' }, { ':v0': 15 }],
    ['without', without('answer'), 'attribute_not_exists(#n0)', { '#n0': 'answer' }, undefined],
    [
      'any of more',
      anyOf(absent, atMost('expiresAt', 9)),
      '(attribute_not_exists(#n0) OR #n1 <= :v0)',
      { '#n0': 'pk', '#n1': 'expiresAt' },
      { ':v0': 9 },
    ],
  ])('%s', ([, condition, text, names, values]) => {
    expect(expressionsOf(put(item, condition))).toStrictEqual({
      ConditionExpression: text,
      ExpressionAttributeNames: names,
      ...(values && { ExpressionAttributeValues: values }),
    });
  });

  it('more of them must all be true; an attribute has one placeholder, a value its own', () => {
    expect(
      expressionsOf(put(item, exists, is('version', 3), anyOf(is('version', 3), without('pk')))),
    ).toEqual({
      ConditionExpression: 'attribute_exists(#n0) AND #n1 = :v0 AND (#n1 = :v1 OR attribute_not_exists(#n0))',
      ExpressionAttributeNames: { '#n0': 'pk', '#n1': 'version' },
      ExpressionAttributeValues: { ':v0': 3, ':v1': 3 },
    });
  });
});

describe('what is empty is left out of the request', () => {
  it.each([
    ['a put', put(item)],
    ['a removal', remove(key)],
    ['an update of nothing', update(key, {})],
    ['an update of empty lists', update(key, { set: {}, add: {}, remove: [] })],
  ])('%s without conditions', (_name, write) => {
    expect(expressionsOf(write)).toStrictEqual({});
  });

  it('a write names the key alone, whatever more the item has', () => {
    expect(remove(item, exists)).toStrictEqual({ remove: key, when: [exists] });
    expect(update(item, { add: { loans: 1 } }, exists)).toStrictEqual({
      update: key,
      changes: { add: { loans: 1 } },
      when: [exists],
    });
    expect(put(item, absent)).toStrictEqual({ put: item, when: [absent] });
  });
});

describe('an update sets, adds and removes', () => {
  it.each<[string, Changes, string]>([
    ['sets', { set: { a: 1 } }, 'SET #n0 = :v0'],
    ['sets more', { set: { a: 1, b: 2 } }, 'SET #n0 = :v0, #n1 = :v1'],
    ['adds', { add: { a: 1, b: -1 } }, 'ADD #n0 :v0, #n1 :v1'],
    ['removes', { remove: ['a', 'b'] }, 'REMOVE #n0, #n1'],
    ['all three', { set: { a: 1 }, add: { b: 2 }, remove: ['c'] }, 'SET #n0 = :v0 ADD #n1 :v1 REMOVE #n2'],
  ])('%s', (_name, changes, text) => {
    expect(expressionsOf(update(key, changes)).UpdateExpression).toBe(text);
  });

  it('with its condition on the same placeholders', () => {
    expect(expressionsOf(update(key, { add: { open: 1 } }, below('open', 15)))).toStrictEqual({
      UpdateExpression: 'ADD #n0 :v0',
      ConditionExpression: '#n0 < :v1',
      ExpressionAttributeNames: { '#n0': 'open' },
      ExpressionAttributeValues: { ':v0': 1, ':v1': 15 },
    });
  });

  it.each<[string, Changes]>([
    ['sets pk', { set: { pk: 'x' } }],
    ['sets sk', { set: { sk: 'x' } }],
    ['adds to sk', { add: { sk: 1 } }],
    ['removes pk', { remove: ['pk'] }],
  ])('never touches a key: refused where it %s', (_name, changes) => {
    expect(() => update(key, changes)).toThrow('An update cannot change a key.');
  });

  it('names an entry of a map, and adds to a number as it was', () => {
    const written = expressionsOf(
      update(key, { set: { last: sum('last', 1), 'joined.r1': sum('last', 1) } }, without('joined.r1')),
    );
    expect(written).toEqual({
      UpdateExpression: 'SET #n0 = #n0 + :v0, #n1.#n2 = #n0 + :v1',
      ConditionExpression: 'attribute_not_exists(#n1.#n2)',
      ExpressionAttributeNames: { '#n0': 'last', '#n1': 'joined', '#n2': 'r1' },
      ExpressionAttributeValues: { ':v0': 1, ':v1': 1 },
    });
  });

  it('a value under the name of an expression’s word is a value', () => {
    const anyName = fc.constantFrom('SET', 'size', 'and', 'a b', '#n0', ':v0', 'name');
    fc.assert(
      fc.property(fc.uniqueArray(anyName, { minLength: 1 }), fc.anything(), (names, value) => {
        const written = expressionsOf(
          update(key, { set: Object.fromEntries(names.map((name) => [name, value])) }),
        );
        expect(Object.values(written.ExpressionAttributeNames ?? {}).sort()).toEqual([...names].sort());
        expect(Object.values(written.ExpressionAttributeValues ?? {})).toEqual(names.map(() => value));
        expect(written.UpdateExpression).toMatch(/^SET (#n\d+ = :v\d+(, )?)+$/);
      }),
    );
  });
});
