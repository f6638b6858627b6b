import { createContext, runInContext } from 'node:vm';
import type { Assembly } from '../template/assembly.ts';
import { StartError } from '../errors.ts';
import { headersOf } from './site-headers.ts';
import {
  isRecord,
  listAt,
  recordAt,
  asString,
  type Json,
  type JsonRecord,
} from '../template/template-values.ts';

/** The distribution's routing of paths, and its response headers. */
export interface SiteRules {
  /** Whether a path belongs to the API. */
  readonly isApi: (path: string) => boolean;
  /** The file for a path, according to the distribution's function. */
  readonly fileFor: (method: string, path: string) => string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The rules of the assembly's distribution. Throws a `StartError` for a configuration that the
 * local system does not support.
 */
export function siteRulesIn(assembly: Assembly): SiteRules {
  const [distribution, ...others] = assembly.ofType('AWS::CloudFront::Distribution');
  const config = distribution?.property('DistributionConfig');
  if (config === undefined || !isRecord(config) || others.length > 0)
    throw new StartError('The local system runs exactly one distribution.');
  const pages = recordAt(config, 'DefaultCacheBehavior');
  const policy = assembly
    .ofType('AWS::CloudFront::ResponseHeadersPolicy')
    .find(({ ref }) => ref === pages.ResponseHeadersPolicyId);
  const patterns = recordsIn(listAt(config, 'CacheBehaviors')).map(({ PathPattern }) =>
    asString(PathPattern),
  );
  return {
    isApi: (path) => patterns.some((pattern) => fits(path, pattern)),
    fileFor: routerIn(pages, assembly),
    headers: policy === undefined ? {} : headersOf(policy),
  };
}

const recordsIn = (list: readonly Json[]): readonly JsonRecord[] => list.filter(isRecord);

const fits = (path: string, pattern: string): boolean =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;

type Router = (event: unknown) => { readonly uri?: unknown };

/** Runs the distribution's own function in a context without Node's globals, as CloudFront does. */
function routerIn(pages: JsonRecord, assembly: Assembly): SiteRules['fileFor'] {
  const [association, ...others] = recordsIn(listAt(pages, 'FunctionAssociations'));
  const code = assembly
    .ofType('AWS::CloudFront::Function')
    .find((fn) => fn.attribute('FunctionARN') === association?.FunctionARN);
  if (code === undefined || others.length > 0 || association?.EventType !== 'viewer-request')
    throw new StartError('The local system runs exactly one function before the pages of the site.');
  const world = createContext({});
  const router = runInContext(`${code.text('FunctionCode')}\nhandler;`, world) as Router;
  return (method, uri) =>
    asString(router({ request: { method, uri, querystring: {}, headers: {} } }).uri as Json);
}
