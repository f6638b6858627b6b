import { StartError } from '../errors.ts';
import { isList, isRecord, PSEUDO, asString, type Json, type JsonRecord } from './template-values.ts';

/** Resolves the references of a template's intrinsic functions, as seen from one stack. */
export interface Scope {
  readonly stack: string;
  /** The value of `Ref` for a resource or parameter. */
  refOf(id: string): string;
  /** The value of `Fn::GetAtt`. */
  attributeOf(id: string, attribute: string): string;
  /** The value that a stack exports under this name. */
  importOf(exportName: string): Json;
}

/**
 * Evaluates every intrinsic function in the value. Throws a `StartError` for an unsupported
 * function.
 */
export function filled(value: Json, scope: Scope): Json {
  if (isList(value)) return value.map((item) => filled(item, scope));
  if (!isRecord(value)) return value;
  const [entry, ...others] = Object.entries(value);
  return entry === undefined || others.length > 0 ? allFilled(value, scope) : workedOut(entry, value, scope);
}

function workedOut([name, argument]: readonly [string, Json], value: JsonRecord, scope: Scope): Json {
  switch (name) {
    case 'Ref':
      return refer(asString(argument), scope);
    case 'Fn::GetAtt':
      return attribute(isList(argument) ? argument.map(asString) : asString(argument).split('.'), scope);
    case 'Fn::Join':
      return isList(argument) ? joined(asString(argument[0]), filled(argument[1] ?? [], scope)) : value;
    case 'Fn::Sub':
      return isList(argument)
        ? substituted(asString(argument[0]), argument[1] ?? {}, scope)
        : substituted(asString(argument), {}, scope);
    case 'Fn::ImportValue':
      return scope.importOf(asString(filled(argument, scope)));
    default:
      if (name.startsWith('Fn::')) {
        throw new StartError(`The local system cannot work out the ${name} in ${scope.stack}.`);
      }
      return allFilled(value, scope);
  }
}

const refer = (id: string, scope: Scope): string =>
  id === 'AWS::StackName' ? scope.stack : (PSEUDO[id] ?? scope.refOf(id));

const attribute = ([id = '', ...path]: readonly string[], scope: Scope): string =>
  scope.attributeOf(id, path.join('.'));

const joined = (separator: string, parts: Json): string =>
  isList(parts) ? parts.map(asString).join(separator) : asString(parts);

function substituted(pattern: string, given: Json, scope: Scope): string {
  const variables = isRecord(given) ? given : {};
  return pattern.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    const own = variables[name];
    if (own !== undefined) return asString(filled(own, scope));
    return name.includes('.') ? attribute(name.split('.'), scope) : refer(name, scope);
  });
}

const allFilled = (record: JsonRecord, scope: Scope): JsonRecord =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, filled(value, scope)]));
