import type { JWTVerifyGetKey } from 'jose';
import type { Assembly } from '../template/assembly.ts';
import { createAuthorizer, type Authorizer } from './authorizer.ts';
import { StartError } from '../errors.ts';
import type { LocalFunction } from '../aws/lambda/functions.ts';
import { patternOf, type RoutePattern } from './route-pattern.ts';
import type { Resource } from '../template/template.ts';
import { isList, isRecord, asString } from '../template/template-values.ts';

/** A local identity provider that stands in for the user pool. */
export interface Issuer {
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
}

/** A route of the HTTP API: its function, its time limit and its authorization. */
export interface GatewayRoute extends RoutePattern {
  readonly target: LocalFunction;
  readonly timeoutMs: number;
  /** Absent on a public route. */
  readonly authorize?: Authorizer;
  readonly scopes: readonly string[];
}

/** The routes of the assembly. Throws a `StartError` for one that the local system cannot serve. */
export const gatewayRoutesOf = (
  assembly: Assembly,
  functions: readonly LocalFunction[],
  issuer: Issuer,
): readonly GatewayRoute[] =>
  assembly.ofType('AWS::ApiGatewayV2::Route').map((route) => routeOf(route, assembly, functions, issuer));

function routeOf(
  route: Resource,
  assembly: Assembly,
  functions: readonly LocalFunction[],
  issuer: Issuer,
): GatewayRoute {
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
  const authorize = authorizerOf(route, assembly, issuer);
  const scopes = route.property('AuthorizationScopes');
  return {
    ...patternOf(routeKey),
    target: fn,
    timeoutMs: Number(integration.text('TimeoutInMillis', '30000')),
    ...(authorize !== undefined && { authorize }),
    scopes: isList(scopes) ? scopes.map(asString) : [],
  };
}

function authorizerOf(route: Resource, assembly: Assembly, local: Issuer): Authorizer | undefined {
  const type = route.property('AuthorizationType') ?? 'NONE';
  if (type === 'NONE') return undefined;
  const id = route.property('AuthorizerId');
  const jwt = assembly
    .ofType('AWS::ApiGatewayV2::Authorizer')
    .find(({ ref }) => ref === id)
    ?.property('JwtConfiguration');
  const pools = assembly.ofType('AWS::Cognito::UserPool').map((pool) => pool.attribute('ProviderURL'));
  if (type !== 'JWT' || jwt === undefined || !isRecord(jwt) || !pools.includes(asString(jwt.Issuer))) {
    throw new StartError(
      `The route ${route.text('RouteKey')} trusts tokens that the local system cannot give.`,
    );
  }
  const audiences = isList(jwt.Audience) ? jwt.Audience.map(asString) : [];
  return createAuthorizer({ issuer: local.issuer, keys: local.keys, audiences });
}
