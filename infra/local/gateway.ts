import type { JWTVerifyGetKey } from 'jose';
import type { Assembly } from './assembly.ts';
import { authorize, type Trust } from './authorizer.ts';
import { StartError } from './errors.ts';
import { decodedPath, eventOf } from './event.ts';
import { TooLarge, type LocalFunction } from './functions.ts';
import { failed, gatewayReply, replyOf, tooLarge, type Reply } from './reply.ts';
import { valuesOf, type Incoming } from './incoming.ts';
import { matchRoute, patternOf, type RoutePattern } from './routes.ts';
import type { Resource } from './template.ts';
import { isList, isRecord, text } from './values.ts';
import { TimedOut, within } from './within.ts';

/** A local identity provider that stands in for the user pool. */
export interface Issuer {
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
}

/** Answers one request to the API. */
export type Gateway = (incoming: Incoming) => Promise<Reply>;

interface Route extends RoutePattern {
  readonly target: LocalFunction;
  readonly timeoutMs: number;
  readonly trust?: Trust;
  readonly scopes: readonly string[];
}

/** The HTTP API of the assembly: its routes, authorizers and integrations, in front of the loaded functions. */
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
  const routes = assembly
    .ofType('AWS::ApiGatewayV2::Route')
    .map((route) => routeOf(route, assembly, functions, issuer));
  return async (incoming) => {
    const path = decodedPath(incoming.rawPath);
    if (path === undefined) return gatewayReply(400, 'Bad Request');
    const match = matchRoute(routes, incoming.method, path);
    if (match === undefined) return gatewayReply(404, 'Not Found');
    const { route, pathParameters } = match;
    const routed = { apiId: api.ref, routeKey: route.routeKey, pathParameters };
    if (route.trust === undefined) return answer(route, incoming, routed);
    const verdict = await authorize(valuesOf(incoming.rawHeaders, 'authorization')[0], route.trust);
    if ('refusal' in verdict)
      return gatewayReply(401, 'Unauthorized', { 'www-authenticate': verdict.refusal });
    const scopes =
      route.scopes.length === 0 ? null : route.scopes.filter((scope) => verdict.scopes.includes(scope));
    if (scopes?.length === 0) return gatewayReply(403, 'Forbidden');
    return answer(route, incoming, { ...routed, claims: verdict.claims, scopes });
  };
}

async function answer(
  route: Route,
  incoming: Incoming,
  routed: Parameters<typeof eventOf>[1],
): Promise<Reply> {
  const work = route.target.invoke(eventOf(incoming, routed)).then(replyOf, (error: unknown) => {
    if (error instanceof TooLarge && error.side === 'event') return tooLarge;
    console.error(error);
    return failed;
  });
  try {
    return await within(route.timeoutMs, work);
  } catch (error) {
    if (error instanceof TimedOut) return gatewayReply(503, 'Service Unavailable');
    throw error;
  }
}

function routeOf(
  route: Resource,
  assembly: Assembly,
  functions: readonly LocalFunction[],
  issuer: Issuer,
): Route {
  const routeKey = route.text('RouteKey');
  const target = route.text('Target');
  const integration = assembly
    .ofType('AWS::ApiGatewayV2::Integration')
    .find(({ ref }) => target === `integrations/${ref}`);
  const uri = integration?.text('IntegrationUri') ?? '';
  const fn = functions.find(({ arn }) => uri === arn || uri.includes(`/${arn}/`));
  if (
    integration === undefined ||
    fn === undefined ||
    integration.property('PayloadFormatVersion') !== '2.0'
  ) {
    throw new StartError(`The route ${routeKey} does not lead to a function with payload format 2.0.`);
  }
  const trust = trustOf(route, assembly, issuer);
  const scopes = route.property('AuthorizationScopes');
  return {
    ...patternOf(routeKey),
    target: fn,
    timeoutMs: Number(integration.text('TimeoutInMillis', '30000')),
    ...(trust !== undefined && { trust }),
    scopes: isList(scopes) ? scopes.map(text) : [],
  };
}

function trustOf(route: Resource, assembly: Assembly, local: Issuer): Trust | undefined {
  const type = route.property('AuthorizationType') ?? 'NONE';
  if (type === 'NONE') return undefined;
  const id = route.property('AuthorizerId');
  const jwt = assembly
    .ofType('AWS::ApiGatewayV2::Authorizer')
    .find(({ ref }) => ref === id)
    ?.property('JwtConfiguration');
  const pools = assembly.ofType('AWS::Cognito::UserPool').map((pool) => pool.attribute('ProviderURL'));
  if (type !== 'JWT' || jwt === undefined || !isRecord(jwt) || !pools.includes(text(jwt.Issuer))) {
    throw new StartError(
      `The route ${route.text('RouteKey')} trusts tokens that the local system cannot give.`,
    );
  }
  return {
    issuer: local.issuer,
    keys: local.keys,
    audiences: isList(jwt.Audience) ? jwt.Audience.map(text) : [],
  };
}
