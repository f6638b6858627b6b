import { describe, expect, it } from 'vitest';
import { PUBLIC_ROUTES } from '../../lib/contract.ts';
import { synthesize } from './synthesized.ts';

const { ofType, service } = await synthesize();

describe('the HTTP API', () => {
  it('keeps every route behind the authorizer but the public ones', () => {
    const routes = ofType('AWS::ApiGatewayV2::Route').map(({ properties }) => [
      properties.RouteKey,
      properties.AuthorizationType,
    ]);
    expect(Object.fromEntries(routes)).toEqual({
      'ANY /api/{proxy+}': 'JWT',
      ...Object.fromEntries(PUBLIC_ROUTES.map((path) => [`GET ${path}`, 'NONE'])),
    });
  });

  it('takes tokens of its own user pool, made for its own clients', () => {
    const [authorizer] = ofType('AWS::ApiGatewayV2::Authorizer');
    const clients = ofType('AWS::Cognito::UserPoolClient').map(({ id }) => ({ Ref: id }));
    const [pool] = ofType('AWS::Cognito::UserPool');
    expect(authorizer?.properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: clients },
    });
    expect(JSON.stringify(authorizer?.properties.JwtConfiguration)).toContain(
      JSON.stringify({ Ref: pool?.id }),
    );
  });

  it('slows a flood down', () => {
    service.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
    });
  });

  it('logs nothing of the caller, the path or the query, where card numbers are', () => {
    const format = ofType('AWS::ApiGatewayV2::Stage').map(
      ({ properties }) => (properties.AccessLogSettings as { readonly Format: string }).Format,
    );
    const logged = Object.values(JSON.parse(format.join('')) as Record<string, string>);
    expect(
      logged.filter((variable) => /path|query|identity|claims|principal|protocol|message/i.test(variable)),
    ).toEqual(['$context.integrationErrorMessage']);
    expect(logged).toContain('$context.requestId');
  });
});
