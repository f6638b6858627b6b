import { parseArgs } from 'node:util';
import { UsageError } from '../catalogue/failures.ts';

/** The data of a local system, or a deployed table. */
export type Where = { readonly data: string } | { readonly table: string };

/** The path of an export, and the data that it is made of or goes into. */
export interface Arguments {
  readonly path: string;
  readonly where: Where;
}

/** Parses the arguments. Throws a `UsageError` for arguments that do not fit. */
export function readArguments(argv: readonly string[], usage: string): Arguments {
  try {
    const options = { data: { type: 'string' }, table: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    const [path, ...more] = positionals;
    if (path === undefined || path === '' || more.length > 0) throw new Error('One path is expected.');
    return { path, where: whereOf(values) };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function whereOf({ data, table }: { data?: string; table?: string }): Where {
  if (data === '' || table === '') throw new Error('--data takes a directory, --table the name of a table.');
  if (data !== undefined && table !== undefined) throw new Error('It is either --data or --table.');
  if (table !== undefined) return { table };
  if (process.env.AWS_ENDPOINT_URL_DYNAMODB) {
    throw new Error('AWS_ENDPOINT_URL_DYNAMODB is set: say with --table which table of that database it is.');
  }
  return { data: data ?? '.apart' };
}
