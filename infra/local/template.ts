import { StartError } from './errors.ts';
import { treatmentOf } from './resources.ts';
import {
  attributeOf,
  isList,
  isRecord,
  PSEUDO,
  referenceTo,
  text,
  type Json,
  type JsonRecord,
} from './values.ts';

/** A stack as it was synthesized. */
export interface StackTemplate {
  readonly name: string;
  readonly template: JsonRecord;
}

/** A resource of one of the stacks, and its properties with every reference filled in by a local value. */
export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  /** What `Ref` gives. */
  readonly ref: string;
  /** One property, or undefined; a `StartError` where it holds what the local system cannot fill in. */
  property(name: string): Json | undefined;
  /** One property that must be a text, or `otherwise` where it is left out. */
  text(name: string, otherwise?: string): string;
  /** What `Fn::GetAtt` gives. */
  attribute(name: string): string;
}

/** The resources of all stacks that the local system stands in for; a `StartError` names one that it cannot. */
export function resourcesIn(stacks: readonly StackTemplate[]): readonly Resource[] {
  const all = stacks.flatMap((stack) =>
    Object.entries(recordAt(stack.template, 'Resources')).map(([id, raw]) =>
      describe(stack, id, raw, stacks),
    ),
  );
  const stranger = all.find(({ type }) => treatmentOf(type) === 'unknown');
  if (stranger !== undefined) {
    throw new StartError(
      `The local system has no stand-in for ${stranger.id} of ${stranger.stack}, a ${stranger.type}.`,
    );
  }
  return all.filter(({ type }) => treatmentOf(type) === 'stood in for');
}

function describe(stack: StackTemplate, id: string, raw: Json, stacks: readonly StackTemplate[]): Resource {
  const type = isRecord(raw) && typeof raw.Type === 'string' ? raw.Type : 'resource without a type';
  const properties = isRecord(raw) ? recordAt(raw, 'Properties') : {};
  const fill = (value: Json): Json => filled(value, stack, stacks);
  const names = { stack: stack.name, id, type, nameGiven: nameGiven(properties) };
  const property = (name: string): Json | undefined => {
    const value = properties[name];
    return value === undefined ? undefined : fill(value);
  };
  return {
    stack: stack.name,
    id,
    type,
    ref: referenceTo(names),
    property,
    text: (name, otherwise) => text(property(name) ?? otherwise),
    attribute: (name) => attributeOf(names, name),
  };
}

/** A name that the template gives itself; what only follows from other resources is named after the logical id. */
function nameGiven(properties: JsonRecord): string | undefined {
  const given = properties.TableName ?? properties.FunctionName ?? properties.Name;
  return typeof given === 'string' ? given : undefined;
}

function filled(value: Json, stack: StackTemplate, stacks: readonly StackTemplate[]): Json {
  const fill = (inner: Json): Json => filled(inner, stack, stacks);
  if (isList(value)) return value.map(fill);
  if (!isRecord(value)) return value;
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0) return mapValues(value, fill);
  const [name, argument] = entry;
  switch (name) {
    case 'Ref':
      return refer(text(argument), stack, stacks);
    case 'Fn::GetAtt': {
      const [id, ...path] = isList(argument) ? argument.map(text) : text(argument).split('.');
      return find(id ?? '', stack, stacks).attribute(path.join('.'));
    }
    case 'Fn::Join': {
      const [separator, parts] = isList(argument) ? argument : [];
      return (isList(parts) ? parts : []).map((part) => text(fill(part))).join(text(separator ?? ''));
    }
    case 'Fn::Sub':
      return substituted(argument, stack, stacks);
    case 'Fn::ImportValue':
      return imported(text(fill(argument)), stacks);
    default:
      if (name.startsWith('Fn::'))
        throw new StartError(`The local system cannot work out ${name} in ${stack.name}.`);
      return mapValues(value, fill);
  }
}

function refer(id: string, stack: StackTemplate, stacks: readonly StackTemplate[]): string {
  if (id === 'AWS::StackName') return stack.name;
  const pseudo = PSEUDO[id];
  if (pseudo !== undefined) return pseudo;
  const parameter = recordAt(stack.template, 'Parameters')[id];
  if (isRecord(parameter) && typeof parameter.Default === 'string') return parameter.Default;
  return find(id, stack, stacks).ref;
}

function find(id: string, stack: StackTemplate, stacks: readonly StackTemplate[]): Resource {
  const raw = recordAt(stack.template, 'Resources')[id];
  if (raw === undefined) throw new StartError(`${stack.name} refers to ${id}, which is not in its template.`);
  return describe(stack, id, raw, stacks);
}

function substituted(
  argument: Json | undefined,
  stack: StackTemplate,
  stacks: readonly StackTemplate[],
): string {
  const [pattern, given] = isList(argument) ? argument : [argument];
  const variables = given !== undefined && isRecord(given) ? given : {};
  return text(pattern).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    const own = variables[name];
    if (own !== undefined) return text(filled(own, stack, stacks));
    return text(filled(name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }, stack, stacks));
  });
}

function imported(exportName: string, stacks: readonly StackTemplate[]): Json {
  for (const stack of stacks) {
    for (const output of Object.values(recordAt(stack.template, 'Outputs'))) {
      if (!isRecord(output)) continue;
      const name = recordAt(output, 'Export').Name;
      if (name === undefined || filled(name, stack, stacks) !== exportName) continue;
      return filled(output.Value ?? '', stack, stacks);
    }
  }
  throw new StartError(`No stack exports ${exportName}, which another one imports.`);
}

const mapValues = (record: JsonRecord, change: (value: Json) => Json): JsonRecord =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
