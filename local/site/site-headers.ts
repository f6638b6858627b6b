import { StartError } from '../errors.ts';
import type { Resource } from '../template/template.ts';
import { isRecord, listAt, recordAt, asString, type JsonRecord } from '../template/template-values.ts';

/**
 * The headers of a response headers policy, without HSTS: the local site has no HTTPS. Throws a
 * `StartError` for an unknown kind.
 */
export function headersOf(policy: Resource): Readonly<Record<string, string>> {
  const config = policy.property('ResponseHeadersPolicyConfig');
  if (config === undefined || !isRecord(config)) return {};
  const custom = listAt(recordAt(config, 'CustomHeadersConfig'), 'Items')
    .filter(isRecord)
    .map(({ Header, Value }) => [asString(Header).toLowerCase(), asString(Value)] as const);
  const security = Object.entries(recordAt(config, 'SecurityHeadersConfig')).flatMap(([kind, given]) =>
    securityHeaders(kind, isRecord(given) ? given : {}),
  );
  return Object.fromEntries([...security, ...custom]);
}

function securityHeaders(kind: string, given: JsonRecord): readonly (readonly [string, string])[] {
  switch (kind) {
    case 'ContentSecurityPolicy':
      return [['content-security-policy', asString(given.ContentSecurityPolicy)]];
    case 'ContentTypeOptions':
      return [['x-content-type-options', 'nosniff']];
    case 'ReferrerPolicy':
      return [['referrer-policy', asString(given.ReferrerPolicy)]];
    case 'StrictTransportSecurity':
      return [];
    default:
      throw new StartError(`The local system does not know the ${kind} of a response headers policy.`);
  }
}
