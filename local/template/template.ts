import { StartError } from '../errors.ts';
import { filled, type Scope } from './intrinsics.ts';
import { treatmentOf } from './resources.ts';
import {
  attributeOf,
  isRecord,
  recordAt,
  referenceTo,
  asString,
  type Json,
  type JsonRecord,
  type Named,
} from './template-values.ts';

/** A synthesized stack. */
export interface StackTemplate {
  readonly name: string;
  readonly template: JsonRecord;
}

/** A resource of a stack. References in its properties resolve to local values. */
export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  /** The value of `Ref`. */
  readonly ref: string;
  /**
   * A property, or undefined. Throws a `StartError` for a value that the local system cannot
   * resolve.
   */
  property(name: string): Json | undefined;
  /**
   * A property as text, or `otherwise` when it is absent. Throws a `StartError` for a list or an
   * object.
   */
  text(name: string, otherwise?: string): string;
  /** The value of `Fn::GetAtt`. */
  attribute(name: string): string;
}

/**
 * The resources with a local stand-in, of all stacks. Throws a `StartError` for an unknown type.
 */
export function resourcesIn(stacks: readonly StackTemplate[]): readonly Resource[] {
  const all = stacks.flatMap((stack) =>
    Object.keys(recordAt(stack.template, 'Resources')).map((id) =>
      resourceOf(stack, id, scopeOf(stack, stacks)),
    ),
  );
  const stranger = all.find(({ type }) => treatmentOf(type) === 'unknown');
  if (stranger !== undefined) {
    throw new StartError(
      `The local system has no stand-in for ${stranger.id} of ${stranger.stack}, a resource of type ${stranger.type}.`,
    );
  }
  return all.filter(({ type }) => treatmentOf(type) === 'stood in for');
}

function resourceOf(stack: StackTemplate, id: string, scope: Scope): Resource {
  const properties = recordAt(recordAt(recordAt(stack.template, 'Resources'), id), 'Properties');
  const named = namedIn(stack, id);
  const property = (name: string): Json | undefined => {
    const value = properties[name];
    return value === undefined ? undefined : filled(value, scope);
  };
  return {
    stack: stack.name,
    id,
    type: named.type,
    ref: referenceTo(named),
    property,
    text: (name, otherwise) => asString(property(name) ?? otherwise),
    attribute: (name) => attributeOf(named, name),
  };
}

function namedIn(stack: StackTemplate, id: string): Named {
  const raw = recordAt(stack.template, 'Resources')[id];
  if (raw === undefined || !isRecord(raw)) {
    throw new StartError(`${stack.name} refers to ${id}, which is not in its template.`);
  }
  const { TableName, QueueName, TopicName, FunctionName, Name } = recordAt(raw, 'Properties');
  const given = TableName ?? QueueName ?? TopicName ?? FunctionName ?? Name;
  return {
    stack: stack.name,
    id,
    type: asString(raw.Type),
    nameGiven: typeof given === 'string' ? given : undefined,
  };
}

const scopeOf = (stack: StackTemplate, stacks: readonly StackTemplate[]): Scope => ({
  stack: stack.name,
  refOf: (id) => {
    const { Default } = recordAt(recordAt(stack.template, 'Parameters'), id);
    return Default === undefined ? referenceTo(namedIn(stack, id)) : asString(Default);
  },
  attributeOf: (id, attribute) => attributeOf(namedIn(stack, id), attribute),
  importOf: (name) => exported(name, stacks),
});

function exported(name: string, stacks: readonly StackTemplate[]): Json {
  for (const stack of stacks) {
    const scope = scopeOf(stack, stacks);
    for (const output of Object.values(recordAt(stack.template, 'Outputs'))) {
      if (!isRecord(output)) continue;
      const { Name } = recordAt(output, 'Export');
      if (Name !== undefined && filled(Name, scope) === name) return filled(output.Value ?? '', scope);
    }
  }
  throw new StartError(`No stack exports ${name}, which another one imports.`);
}
