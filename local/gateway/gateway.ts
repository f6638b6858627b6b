import type { Assembly } from '../template/assembly.ts';
import { StartError } from '../errors.ts';
import { decodedPath, eventOf, type RoutedRequest } from './gateway-event.ts';
import { TooLarge, type LocalFunction } from '../aws/lambda/functions.ts';
import { gatewayRoutesOf, type Issuer, type GatewayRoute } from './gateway-routes.ts';
import { headerValues, type HttpRequest } from './http-request.ts';
import { functionFailed, gatewayReply, replyOf, tooLarge, type HttpReply } from './reply.ts';
import { matchPattern } from './route-pattern.ts';
import { TimedOut, withTimeout } from '../timeout.ts';

/** Answers one request to the API. */
export type Gateway = (incoming: HttpRequest) => Promise<HttpReply>;

/**
 * The assembly's HTTP API in front of the loaded functions. Throws a `StartError` unless it is the
 * only API and has the stage `$default`.
 */
export function createGateway(
  assembly: Assembly,
  functions: readonly LocalFunction[],
  issuer: Issuer,
): Gateway {
  const [api, ...others] = assembly.ofType('AWS::ApiGatewayV2::Api');
  if (api === undefined || others.length > 0)
    throw new StartError('The local system runs exactly one HTTP API.');
  const stage = assembly.ofType('AWS::ApiGatewayV2::Stage')[0]?.property('StageName');
  if (stage !== '$default') throw new StartError('The local system serves the stage $default only.');
  const routes = gatewayRoutesOf(assembly, functions, issuer);
  return async (incoming) => {
    const path = decodedPath(incoming.rawPath);
    if (path === undefined) return gatewayReply(400, 'Bad Request');
    const match = matchPattern(routes, incoming.method, path);
    if (match === undefined) return gatewayReply(404, 'Not Found');
    const { route, pathParameters } = match;
    const routed = { apiId: api.ref, routeKey: route.routeKey, pathParameters };
    if (route.authorize === undefined) return answer(route, incoming, routed);
    const authorization = await route.authorize(headerValues(incoming.rawHeaders, 'authorization')[0]);
    if ('refusal' in authorization)
      return gatewayReply(401, 'Unauthorized', { 'www-authenticate': authorization.refusal });
    const scopes =
      route.scopes.length === 0 ? null : route.scopes.filter((scope) => authorization.scopes.includes(scope));
    if (scopes?.length === 0) return gatewayReply(403, 'Forbidden');
    return answer(route, incoming, { ...routed, claims: authorization.claims, scopes });
  };
}

async function answer(route: GatewayRoute, incoming: HttpRequest, routed: RoutedRequest): Promise<HttpReply> {
  const work = route.target.invoke(eventOf(incoming, routed)).then(replyOf, (error: unknown) => {
    if (error instanceof TooLarge && error.side === 'event') return tooLarge;
    console.error(error);
    return functionFailed;
  });
  try {
    return await withTimeout(route.timeoutMs, work);
  } catch (error) {
    if (error instanceof TimedOut) return gatewayReply(503, 'Service Unavailable');
    throw error;
  }
}
