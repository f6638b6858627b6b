import type { Assembly } from '../template/assembly.ts';
import { encodingFor, packed, type Encoding } from '../gateway/encodings.ts';
import { decodedPath } from '../gateway/gateway-event.ts';
import { headerValues, type HttpRequest } from '../gateway/http-request.ts';
import type { HttpReply } from '../gateway/reply.ts';
import { siteFile, siteFilesIn, type SiteFile, type SiteFiles } from './site-files.ts';
import { siteRulesIn } from './site-rules.ts';

/** Answers a request to the site; undefined when it is meant for the API. */
export type SiteAnswer = (incoming: HttpRequest) => HttpReply | undefined;

/** The content of `config.json`, which tells the client about its system. */
export interface SiteConfig {
  /** The address of the system, which is also that of sign-in. */
  readonly authority: string;
  readonly clientId: string;
  /** The shift of the clock in days, if there is one. */
  readonly clockShiftDays?: number;
}

const CONFIG = '/config.json';

/** Serves the site as the bucket and the distribution of the assembly do. */
export function createSite(assembly: Assembly, config: SiteConfig): SiteAnswer {
  const { isApi, fileFor, headers } = siteRulesIn(assembly);
  const files = withConfig(siteFilesIn(assembly), config);
  const ready = new Map<string, Buffer>();
  const bodyOf = ({ etag, body }: SiteFile, encoding: Encoding | undefined): Buffer => {
    if (encoding === undefined) return body;
    const known = ready.get(etag + encoding) ?? packed(body, encoding);
    ready.set(etag + encoding, known);
    return known;
  };
  return ({ method, rawPath, rawQuery, rawHeaders }) => {
    if (isApi(rawPath)) return undefined;
    if (/^localhost(:|$)/.test(headerIn(rawHeaders, 'host')))
      return moved(`${config.authority}${rawPath}${rawQuery && `?${rawQuery}`}`);
    // Looks up files in memory only: no path reaches another file of this machine.
    const file = files.get(decodedPath(fileFor(method, rawPath)) ?? '');
    if (file === undefined || !['GET', 'HEAD'].includes(method)) return refusal(headers);
    const encoding = encodingFor(file.type, file.body.length, headerIn(rawHeaders, 'accept-encoding'));
    const withFile = { ...headers, ...headersOf(file, encoding) };
    if (headerIn(rawHeaders, 'if-none-match').includes(file.etag)) return { status: 304, headers: withFile };
    return { status: 200, headers: { ...withFile, 'content-type': file.type }, body: bodyOf(file, encoding) };
  };
}

/** Replaces the deployed config, which names the user pool. */
function withConfig(deployed: SiteFiles, config: SiteConfig): SiteFiles {
  const cacheControl = deployed.get(CONFIG)?.cacheControl ?? 'no-cache';
  return new Map([
    ...deployed,
    [CONFIG, siteFile(CONFIG, Buffer.from(JSON.stringify(config)), cacheControl)],
  ]);
}

const headerIn = (rawHeaders: readonly string[], name: string): string =>
  headerValues(rawHeaders, name).join(',');

const headersOf = (
  { etag, cacheControl }: SiteFile,
  encoding: Encoding | undefined,
): HttpReply['headers'] => ({
  etag: encoding === undefined ? `"${etag}"` : `W/"${etag}"`,
  'cache-control': cacheControl,
  vary: 'accept-encoding',
  ...(encoding !== undefined && { 'content-encoding': encoding }),
});

/** Redirects from `localhost`: sign-in returns to the other address only. */
const moved = (location: string): HttpReply => ({
  status: 302,
  headers: { location, 'cache-control': 'no-store' },
});

/** A bucket answers 403 both for an unknown file and for an unsupported method. */
const refusal = (headers: HttpReply['headers']): HttpReply => ({
  status: 403,
  headers: { ...headers, 'content-type': 'application/xml' },
  body: Buffer.from('<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'),
});
