import type { Key } from './keys.ts';

/** A condition of a write on the item. */
export type Condition =
  | { readonly that: 'absent' | 'exists' }
  | { readonly that: '=' | '<' | '<='; readonly attribute: string; readonly value: unknown }
  | { readonly that: 'missing' | 'present'; readonly attribute: string }
  | { readonly that: 'any'; readonly of: readonly Condition[] };

export const absent: Condition = { that: 'absent' };
export const exists: Condition = { that: 'exists' };
export const is = (attribute: string, value: unknown): Condition => ({ that: '=', attribute, value });
export const below = (attribute: string, value: number): Condition => ({ that: '<', attribute, value });
export const atMost = (attribute: string, value: number): Condition => ({ that: '<=', attribute, value });
export const without = (attribute: string): Condition => ({ that: 'missing', attribute });
export const present = (attribute: string): Condition => ({ that: 'present', attribute });
export const anyOf = (...of: readonly Condition[]): Condition => ({ that: 'any', of });

/** The number in an attribute, plus another: the value as it is before the write. */
export class Sum {
  readonly attribute: string;
  readonly plus: number;
  constructor(attribute: string, plus: number) {
    this.attribute = attribute;
    this.plus = plus;
  }
}

export const sum = (attribute: string, plus: number): Sum => new Sum(attribute, plus);

/** `map.key` names an entry of a map. The map must be there. */
export interface Changes {
  readonly set?: Readonly<Record<string, unknown>>;
  readonly add?: Readonly<Record<string, number>>;
  readonly remove?: readonly string[];
}

export interface UpdateWrite {
  readonly update: Key;
  readonly changes: Changes;
  readonly when: readonly Condition[];
}

export type Write =
  | { readonly put: Key & Readonly<Record<string, unknown>>; readonly when: readonly Condition[] }
  | UpdateWrite
  | { readonly remove: Key; readonly when: readonly Condition[] }
  | { readonly check: Key; readonly when: readonly Condition[] };

export const put = (item: Key & Readonly<Record<string, unknown>>, ...when: Condition[]): Write => ({
  put: item,
  when,
});
export const remove = (key: Key, ...when: Condition[]): Write => ({
  remove: { pk: key.pk, sk: key.sk },
  when,
});

/** A condition on an item that is not written; the transaction depends on it. */
export const check = (key: Key, ...when: Condition[]): Write => ({
  check: { pk: key.pk, sk: key.sk },
  when,
});

/**
 * Throws when an update touches a key: the embedded engine would accept it in a transaction, and
 * corrupt the item.
 */
export const update = (key: Key, changes: Changes, ...when: Condition[]): UpdateWrite => {
  const touched = [...Object.keys({ ...changes.set, ...changes.add }), ...(changes.remove ?? [])];
  if (touched.some((name) => name === 'pk' || name === 'sk'))
    throw new Error('An update cannot change a key.');
  return { update: { pk: key.pk, sk: key.sk }, changes, when };
};

/** Names and values of the expressions in one request. */
const placeholders = () => {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const named = (part: string): string => {
    const found = Object.entries(names).find(([, known]) => known === part);
    const placeholder = found?.[0] ?? `#n${Object.keys(names).length}`;
    names[placeholder] = part;
    return placeholder;
  };
  return {
    name: (attribute: string): string => attribute.split('.').map(named).join('.'),
    value: (value: unknown): string => {
      const placeholder = `:v${Object.keys(values).length}`;
      values[placeholder] = value;
      return placeholder;
    },
    names,
    values,
  };
};

type Placeholders = ReturnType<typeof placeholders>;

const conditionText = (condition: Condition, use: Placeholders): string => {
  switch (condition.that) {
    case 'absent':
      return `attribute_not_exists(${use.name('pk')})`;
    case 'exists':
      return `attribute_exists(${use.name('pk')})`;
    case 'missing':
      return `attribute_not_exists(${use.name(condition.attribute)})`;
    case 'present':
      return `attribute_exists(${use.name(condition.attribute)})`;
    case 'any':
      return `(${condition.of.map((one) => conditionText(one, use)).join(' OR ')})`;
    case '=':
    case '<':
    case '<=':
      return `${use.name(condition.attribute)} ${condition.that} ${use.value(condition.value)}`;
  }
};

const changesText = ({ set = {}, add = {}, remove: gone = [] }: Changes, use: Placeholders): string => {
  const valueText = (value: unknown) =>
    value instanceof Sum ? `${use.name(value.attribute)} + ${use.value(value.plus)}` : use.value(value);
  const sets = Object.entries(set).map(([name, value]) => `${use.name(name)} = ${valueText(value)}`);
  const adds = Object.entries(add).map(([name, value]) => `${use.name(name)} ${use.value(value)}`);
  const parts = [
    sets.length > 0 && `SET ${sets.join(', ')}`,
    adds.length > 0 && `ADD ${adds.join(', ')}`,
    gone.length > 0 && `REMOVE ${gone.map(use.name).join(', ')}`,
  ];
  return parts.filter(Boolean).join(' ');
};

/** The expression parameters of a request; empty ones are left out. */
export const expressionsOf = (write: Write) => {
  const use = placeholders();
  const changes = 'update' in write ? changesText(write.changes, use) : '';
  const condition = write.when.map((one) => conditionText(one, use)).join(' AND ');
  return {
    ...(changes && { UpdateExpression: changes }),
    ...(condition && { ConditionExpression: condition }),
    ...(Object.keys(use.names).length > 0 && { ExpressionAttributeNames: use.names }),
    ...(Object.keys(use.values).length > 0 && { ExpressionAttributeValues: use.values }),
  };
};
