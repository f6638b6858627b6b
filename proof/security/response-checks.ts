import { isOfGateway, misfits } from '../../testing/api/fits-contract.ts';
import type { RawResponse, RawRequest } from './raw-client.ts';

/** What gives away how Apart is made, or where it failed. */
const INTERNALS: readonly (readonly [RegExp, string])[] = [
  [/\n\s+at \S+/, 'a stack'],
  [/\\n\s+at \S+/, 'a stack'],
  [/node_modules|file:\/\/|\.m?[jt]s:\d+/, 'a file of the program'],
  [/\b(Type|Range|Syntax|Reference|URI|Zod)Error\b/, 'an error of the program'],
  [/\b(Validation|ConditionalCheckFailed|TransactionCanceled)Exception\b|dynamodb/i, 'the database'],
];

const givenAway = ({ text, headers }: RawResponse): readonly string[] => [
  ...INTERNALS.filter(([trace]) => trace.test(text)).map(([, what]) => `The answer gives away ${what}.`),
  ...('set-cookie' in headers || 'x-injected' in headers ? ['A header came back that was put in.'] : []),
];

const broken = ({ status }: RawResponse): readonly string[] =>
  status >= 500 ? [`It answers ${status}.`] : [];

/** Whether only the document itself may say such things: it names the API's own words. */
const isDocument = ({ path }: RawRequest): boolean => path.startsWith('/api/openapi.json');

/** What is wrong with an answer whatever was asked, in sentences; none where all is well. */
export const faultsIn = (request: RawRequest, response: RawResponse): readonly string[] => {
  const always = [...broken(response), ...(isDocument(request) ? [] : givenAway(response))];
  // An answer to HEAD has no body that could fit.
  if (request.method === 'HEAD' || isOfGateway(response) || isUndecodable(request, response)) return always;
  return [...always, ...misfits(request, response)];
};

/** What of these secrets is in an answer to somebody who did not name them. */
export const secretsTold = (
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

/**
 * An address that cannot be decoded gets no further than the gateway, which says so in its own
 * words.
 */
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
