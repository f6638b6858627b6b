import { describe, expect, it, test } from 'vitest';
import { matchPattern, patternOf } from '../../../local/gateway/route-pattern.ts';

const routes = [
  'ANY /api/{proxy+}',
  'GET /api/health',
  'GET /files/{name}',
  'ANY /files/{name}',
  'POST /files/fixed',
].map(patternOf);

describe('the route of a request', () => {
  test.each([
    ['GET', '/api/health', 'GET /api/health', {}],
    ['POST', '/api/health', 'ANY /api/{proxy+}', { proxy: 'health' }],
    ['GET', '/api/health/', 'ANY /api/{proxy+}', { proxy: 'health/' }],
    ['DELETE', '/api/copies/1/blocks/loan', 'ANY /api/{proxy+}', { proxy: 'copies/1/blocks/loan' }],
    ['GET', '/files/a b', 'GET /files/{name}', { name: 'a b' }],
    ['PUT', '/files/a', 'ANY /files/{name}', { name: 'a' }],
    ['POST', '/files/fixed', 'POST /files/fixed', {}],
  ])('%s %s is answered by the most specific: %s', (method, path, routeKey, pathParameters) => {
    const match = matchPattern(routes, method, path);
    expect(match?.route.routeKey).toBe(routeKey);
    expect(match?.pathParameters).toEqual(pathParameters);
  });

  test.each([
    ['GET', '/'],
    ['GET', '/api'],
    ['GET', '/api/'],
    ['GET', '/apiary/x'],
    ['GET', '/files/a/b'],
    ['GET', '/files/'],
  ])('%s %s has none', (method, path) => {
    expect(matchPattern(routes, method, path)).toBeUndefined();
  });

  it('is $default when nothing else fits', () => {
    const withDefault = [patternOf('$default'), ...routes];
    expect(matchPattern(withDefault, 'GET', '/')?.route.routeKey).toBe('$default');
    expect(matchPattern(withDefault, 'GET', '/api/x')?.route.routeKey).toBe('ANY /api/{proxy+}');
  });
});
