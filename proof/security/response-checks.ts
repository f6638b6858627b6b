import { isOfGateway, misfits } from '../../testing/api/fits-contract.ts';
import type { RawResponse, RawRequest } from './raw-client.ts';

/** Patterns that disclose how Apart is built, or where it failed. */
const INTERNALS: readonly (readonly [RegExp, string])[] = [
  [/\n\s+at \S+/, 'a stack'],
  [/\\n\s+at \S+/, 'a stack'],
  [/node_modules|file:\/\/|\.m?[jt]s:\d+/, 'a file of the program'],
  [/\b(Type|Range|Syntax|Reference|URI|Zod)Error\b/, 'an error of the program'],
  [/\b(Validation|ConditionalCheckFailed|TransactionCanceled)Exception\b|dynamodb/i, 'the database'],
];

const disclosed = ({ text, headers }: RawResponse): readonly string[] => [
  ...INTERNALS.filter(([trace]) => trace.test(text)).map(([, what]) => `The answer gives away ${what}.`),
  ...('set-cookie' in headers || 'x-injected' in headers ? ['A header came back that was put in.'] : []),
];

const broken = ({ status }: RawResponse): readonly string[] =>
  status >= 500 ? [`It answers ${status}.`] : [];

/** The OpenAPI document may contain such texts: it describes the API itself. */
const isDocument = ({ path }: RawRequest): boolean => path.startsWith('/api/openapi.json');

/** The faults of a response to any request, as sentences. */
export const faultsIn = (request: RawRequest, response: RawResponse): readonly string[] => {
  const always = [...broken(response), ...(isDocument(request) ? [] : disclosed(response))];
  // A response to HEAD has no body to check.
  if (request.method === 'HEAD' || isOfGateway(response) || isUndecodable(request, response)) return always;
  return [...always, ...misfits(request, response)];
};

/** The secrets in a response whose request did not name them, as sentences. */
export const disclosedSecrets = (
  request: RawRequest,
  response: RawResponse,
  secrets: readonly string[],
): readonly string[] => {
  if (isDocument(request)) return [];
  const asked = `${decoded(request.path) ?? request.path} ${request.body?.toString() ?? ''}`;
  return secrets
    .filter((secret) => response.text.includes(secret) && !asked.includes(secret))
    .map((secret) => `The answer tells ${secret}.`);
};

/** The gateway itself refuses a path that cannot be decoded, with a body of its own. */
const isUndecodable = ({ path }: RawRequest, { status, body }: RawResponse): boolean =>
  status === 400 &&
  decoded(path.split('?')[0] ?? '') === undefined &&
  Object.keys(body as object).join() === 'message';

const decoded = (path: string): string | undefined => {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
};
