import { describe, expect, it, test, vi } from 'vitest';
import { createLocalJWKSet } from 'jose';
import type { Assembly } from '../../../local/template/assembly.ts';
import { TooLarge, type LocalFunction } from '../../../local/aws/lambda/functions.ts';
import { createGateway } from '../../../local/gateway/gateway.ts';
import type { HttpRequest } from '../../../local/gateway/http-request.ts';
import { replyOf, type HttpReply } from '../../../local/gateway/reply.ts';
import { resourcesIn } from '../../../local/template/template.ts';
import type { JsonRecord } from '../../../local/template/template-values.ts';

const apiResources: JsonRecord = {
  Api: { Type: 'AWS::ApiGatewayV2::Api' },
  Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { StageName: '$default' } },
  Pool: { Type: 'AWS::Cognito::UserPool' },
  Caller: {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      JwtConfiguration: { Issuer: { 'Fn::GetAtt': ['Pool', 'ProviderURL'] }, Audience: ['web'] },
    },
  },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: { IntegrationUri: 'arn:fn', PayloadFormatVersion: '2.0', TimeoutInMillis: 50 },
  },
  Open: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: { RouteKey: 'GET /open', Target: 'integrations/Integration', AuthorizationType: 'NONE' },
  },
  Closed: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      RouteKey: 'ANY /api/{proxy+}',
      Target: 'integrations/Integration',
      AuthorizationType: 'JWT',
      AuthorizerId: { Ref: 'Caller' },
    },
  },
};

const gatewayTo = (invoke: LocalFunction['invoke'], changes: JsonRecord = {}) => {
  const resources = resourcesIn([{ name: 'S', template: { Resources: { ...apiResources, ...changes } } }]);
  const assembly: Assembly = {
    ofType: (...types) => resources.filter(({ type }) => types.includes(type)),
    codeOf: () => '',
    filesAt: () => '',
  };
  const issuer = { issuer: 'http://issuer.example', keys: createLocalJWKSet({ keys: [] }) };
  return createGateway(assembly, [{ name: 'fn', arn: 'arn:fn', invoke }], issuer);
};

const request = (rawPath: string): HttpRequest => ({
  method: 'GET',
  rawPath,
  rawQuery: '',
  rawHeaders: [],
  body: Buffer.alloc(0),
  sourceIp: '127.0.0.1',
  protocol: 'HTTP/1.1',
  at: new Date(),
});

const replyText = ({ status, body }: HttpReply): string => `${status} ${body?.toString() ?? ''}`;

describe('the gateway', () => {
  test.each<[string, string, LocalFunction['invoke'], string]>([
    ['a function that answers', '/open', () => Promise.resolve({ statusCode: 201, body: 'yes' }), '201 yes'],
    ['a path without a route', '/elsewhere', () => Promise.resolve({}), '404 {"message":"Not Found"}'],
    ['a path that is no path', '/open%', () => Promise.resolve({}), '400 {"message":"Bad Request"}'],
    ['no token', '/api/x', () => Promise.resolve({}), '401 {"message":"Unauthorized"}'],
    [
      'a function that fails',
      '/open',
      () => Promise.reject(new Error('no')),
      '500 {"message":"Internal Server Error"}',
    ],
    [
      'a function that answers nonsense',
      '/open',
      () => Promise.resolve({ statusCode: 'x' }),
      '500 {"message":"Internal Server Error"}',
    ],
    [
      'a function that takes too long',
      '/open',
      () => new Promise(() => undefined),
      '503 {"message":"Service Unavailable"}',
    ],
    [
      'an event that Lambda does not carry',
      '/open',
      () => Promise.reject(new TooLarge('event')),
      '413 {"message":"Request Entity Too Large"}',
    ],
    [
      'a result that Lambda does not carry',
      '/open',
      () => Promise.reject(new TooLarge('result')),
      '500 {"message":"Internal Server Error"}',
    ],
  ])('answers %s as the real one does', async (_, path, invoke, answer) => {
    vi.spyOn(console, 'error').mockReturnValue();
    expect(replyText(await gatewayTo(invoke)(request(path)))).toBe(answer);
  });

  it('asks for a token in the header too', async () => {
    const reply = await gatewayTo(() => Promise.resolve({}))(request('/api/x'));
    expect(reply.headers).toMatchObject({ 'www-authenticate': 'Bearer', 'content-type': 'application/json' });
  });

  test.each<[string, JsonRecord]>([
    [
      'serves the stage $default only',
      { Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { StageName: 'dev' } } },
    ],
    ['exactly one HTTP API', { Other: { Type: 'AWS::ApiGatewayV2::Api' } }],
    [
      'does not lead to a function with payload format 2.0',
      {
        Integration: {
          Type: 'AWS::ApiGatewayV2::Integration',
          Properties: { IntegrationUri: 'arn:fn', PayloadFormatVersion: '1.0' },
        },
      },
    ],
    [
      'trusts tokens that the local system cannot give',
      {
        Caller: {
          Type: 'AWS::ApiGatewayV2::Authorizer',
          Properties: { JwtConfiguration: { Issuer: 'https://elsewhere.example', Audience: [] } },
        },
      },
    ],
  ])('stops the start when it cannot do what the template says: %s', (sentence, changes) => {
    expect(() => gatewayTo(() => Promise.resolve({}), changes)).toThrow(sentence);
  });
});

describe('the answer of a function', () => {
  test.each<[string, unknown, Partial<HttpReply> & { readonly text: string }]>([
    [
      'as it says',
      { statusCode: 204, headers: { 'X-A': 1 }, cookies: ['a=1'] },
      {
        status: 204,
        headers: { 'content-type': 'text/plain;charset=UTF-8', 'x-a': '1' },
        cookies: ['a=1'],
        text: '',
      },
    ],
    ['decoded', { statusCode: 200, body: 'aMOp', isBase64Encoded: true }, { status: 200, text: 'hé' }],
    [
      'inferred from an object',
      { a: 1 },
      { status: 200, headers: { 'content-type': 'application/json' }, text: '{"a":1}' },
    ],
    ['inferred from a text', 'hello', { status: 200, text: 'hello' }],
    ['inferred from nothing', undefined, { status: 200, text: 'null' }],
    [
      'no answer',
      { statusCode: 200, headers: [] },
      { status: 500, text: '{"message":"Internal Server Error"}' },
    ],
    [
      'no answer either',
      { statusCode: 200, headers: { a: {} } },
      { status: 500, text: '{"message":"Internal Server Error"}' },
    ],
  ])('is %s', (_, result, { text, ...expected }) => {
    const reply = replyOf(result);
    expect(reply).toMatchObject(expected);
    expect(reply.body?.toString()).toBe(text);
  });
});
