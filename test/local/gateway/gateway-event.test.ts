import { describe, expect, it, test } from 'vitest';
import { defined } from '../../../lib/domain/defined.ts';
import { decodedPath, eventOf, type GatewayEvent } from '../../../local/gateway/gateway-event.ts';
import type { HttpRequest } from '../../../local/gateway/http-request.ts';

const incoming: HttpRequest = {
  method: 'GET',
  rawPath: '/api/titles',
  rawQuery: '',
  rawHeaders: ['Host', '127.0.0.1:3000', 'User-Agent', 'curl/8', 'Connection', 'keep-alive'],
  body: Buffer.alloc(0),
  sourceIp: '127.0.0.1',
  protocol: 'HTTP/1.1',
  at: new Date('2026-03-12T19:03:58.390Z'),
};

const made = (changes: Partial<HttpRequest> = {}, claims?: Record<string, string>): GatewayEvent =>
  eventOf(
    { ...incoming, ...changes },
    {
      apiId: 'api',
      routeKey: 'ANY /api/{proxy+}',
      pathParameters: { proxy: 'titles' },
      ...defined({ claims }),
    },
  );

const withBody = (type: string | undefined, body: string): GatewayEvent =>
  made({
    method: 'PUT',
    body: Buffer.from(body),
    rawHeaders: [...incoming.rawHeaders, ...(type === undefined ? [] : ['Content-Type', type])],
  });

describe('an event of the gateway', () => {
  it('has the shape of payload format 2.0', () => {
    expect(made()).toEqual({
      version: '2.0',
      routeKey: 'ANY /api/{proxy+}',
      rawPath: '/api/titles',
      rawQueryString: '',
      headers: {
        'content-length': '0',
        host: '127.0.0.1:3000',
        'user-agent': 'curl/8',
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/) as string,
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-proto': 'http',
      },
      requestContext: {
        accountId: '000000000000',
        apiId: 'api',
        domainName: '127.0.0.1:3000',
        domainPrefix: '127',
        http: {
          method: 'GET',
          path: '/api/titles',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'curl/8',
        },
        requestId: expect.stringMatching(/^[\w-]{15}=$/) as string,
        routeKey: 'ANY /api/{proxy+}',
        stage: '$default',
        time: '12/Mar/2026:19:03:58 +0000',
        timeEpoch: 1773342238390,
      },
      pathParameters: { proxy: 'titles' },
      isBase64Encoded: false,
    });
  });

  it('joins the values of a query parameter, decoded, and leaves the query itself alone', () => {
    const event = made({ rawQuery: 'a=1&b=%C3%A9%20x+y&a=2&empty=' });
    expect(event.rawQueryString).toBe('a=1&b=%C3%A9%20x+y&a=2&empty=');
    expect(event.queryStringParameters).toEqual({ a: '1,2', b: 'é x y', empty: '' });
  });

  it('joins the values of a header', () => {
    const { headers } = made({ rawHeaders: ['X-Many', 'a', 'x-other', 'o', 'x-many', 'b'] });
    expect(headers).toMatchObject({ 'x-many': 'a,b', 'x-other': 'o' });
  });

  it('has the cookies in a field of their own', () => {
    const event = made({ rawHeaders: ['Cookie', 'a=1; b=2', 'cookie', 'c=3'] });
    expect(event.cookies).toEqual(['a=1', 'b=2', 'c=3']);
    expect(event.headers).not.toHaveProperty('cookie');
  });

  it('has the claims, and null for scopes that the route does not ask for', () => {
    expect(made({}, { role: 'staff' }).requestContext.authorizer).toEqual({
      jwt: { claims: { role: 'staff' }, scopes: null },
    });
  });

  test.each([
    ['application/json', 'text'],
    ['application/json; charset=utf-8', 'text'],
    ['Application/JSON', 'text'],
    ['text/csv', 'text'],
    ['application/xml', 'text'],
    ['application/javascript', 'text'],
    ['application/problem+json', 'base64'],
    ['application/x-www-form-urlencoded', 'base64'],
    ['application/octet-stream', 'base64'],
    ['multipart/form-data; boundary=x', 'base64'],
    [undefined, 'base64'],
  ])('carries a body of type %s as %s', (type, as) => {
    const event = withBody(type, '{"naam":"é"}');
    expect(event.isBase64Encoded).toBe(as === 'base64');
    expect(event.body).toBe(as === 'text' ? '{"naam":"é"}' : Buffer.from('{"naam":"é"}').toString('base64'));
  });

  it('has no body where none was sent', () => {
    expect(withBody('application/octet-stream', '')).not.toHaveProperty('body');
    expect(withBody('application/octet-stream', '').isBase64Encoded).toBe(false);
  });

  test.each([
    ['/api/collections/PASEN%202026/rule', '/api/collections/PASEN 2026/rule'],
    ['/api/collections/caf%C3%A9', '/api/collections/café'],
    ['/api/x%3Fy=1', '/api/x'],
    ['/api/%', undefined],
  ])('decodes the path %s to %s', (path, decoded) => {
    expect(decodedPath(path)).toBe(decoded);
  });
});
