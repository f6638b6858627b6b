import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchRoute, routeFor, type Method, type Route } from '../../lib/http/route.ts';

const route = (method: Method, path: string): Route<undefined> =>
  routeFor<undefined>()({
    method,
    path,
    summary: `${method} ${path}`,
    roles: ['staff'],
    replies: { 200: null },
    handle: () => ({ status: 200 }),
  });

const getCopy = route('GET', '/api/copies/{copyId}');
const putCopy = route('PUT', '/api/copies/{copyId}');
const listCopies = route('GET', '/api/copies');
const putLoanBlock = route('PUT', '/api/copies/{copyId}/blocks/loan');
const putRule = route('PUT', '/api/{list}/{id}/rule');
const check = route('POST', '/api/reservations/check');
const anyVerb = route('POST', '/api/reservations/{verb}');
const routes = [getCopy, putCopy, listCopies, putLoanBlock, putRule, check, anyVerb];

describe('a method and a path find their route', () => {
  it.each<[Method, string, Route<undefined>, Record<string, string>]>([
    ['GET', '/api/copies', listCopies, {}],
    ['GET', '/api/copies/2905', getCopy, { copyId: '2905' }],
    ['PUT', '/api/copies/2905', putCopy, { copyId: '2905' }],
    ['PUT', '/api/copies/0002905/blocks/loan', putLoanBlock, { copyId: '0002905' }],
    ['PUT', '/api/collections/SINT/rule', putRule, { list: 'collections', id: 'SINT' }],
    ['GET', '/api/copies/a%20b', getCopy, { copyId: 'a b' }],
    ['GET', '/api/copies/a%2Fb', getCopy, { copyId: 'a/b' }],
    ['GET', '/api/copies/%C3%A9', getCopy, { copyId: 'é' }],
    ['GET', '/api/copies/%ZZ', getCopy, { copyId: '%ZZ' }],
    ['POST', '/api/reservations/check', check, {}],
    ['POST', '/api/reservations/other', anyVerb, { verb: 'other' }],
  ])('%s %s', (method, path, found, params) => {
    expect(matchRoute(routes, method, path)).toEqual({ route: found, params });
  });
});

describe('a path without that method says which it has', () => {
  it.each([
    ['DELETE', '/api/copies/2905', ['GET', 'PUT']],
    ['PUT', '/api/copies', ['GET']],
    ['HEAD', '/api/copies', ['GET']],
    ['get', '/api/copies', ['GET']],
    ['GET', '/api/reservations/check', ['POST']],
  ])('%s %s', (method, path, allowed) => {
    expect(matchRoute(routes, method, path)).toEqual({ allowed });
  });
});

describe('a path that there is not is nothing', () => {
  it.each([
    ['unknown', '/api/nothing'],
    ['longer', '/api/copies/2905/nothing'],
    ['shorter', '/api'],
    ['without the id', '/api/copies/'],
    ['in capitals', '/API/copies'],
    ['without the beginning', 'api/copies'],
    ['a slash more', '/api/copies/2905/'],
    ['empty', ''],
  ])('%s: "%s"', (_name, path) => {
    expect(matchRoute(routes, 'GET', path)).toBeUndefined();
  });

  it('nothing is found among no routes', () => {
    expect(matchRoute([], 'GET', '/api/copies')).toBeUndefined();
  });
});

it('any value comes out of a path as it was put in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (copyId) => {
      fc.pre(copyId.isWellFormed());
      const found = matchRoute(routes, 'GET', `/api/copies/${encodeURIComponent(copyId)}`);
      expect(found).toEqual({ route: getCopy, params: { copyId } });
    }),
  );
});
