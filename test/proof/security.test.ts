import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../../testing/api/silence-logs.ts';
import { mutations } from '../../proof/security/mutate-request.ts';
import { faultsIn, disclosedSecrets } from '../../proof/security/response-checks.ts';
import { forbiddenLines } from '../../proof/security/logs.ts';
import { permissions } from '../../proof/security/permissions.ts';
import { operations, requestsOf } from '../../proof/security/requests.ts';
import { formulasIn } from '../../proof/security/csv-injection.ts';
import { authorizationCases } from '../../proof/security/authorization-cases.ts';
import { curlOf, type RawResponse, type RawRequest } from '../../proof/security/raw-client.ts';

const REQUEST: RawRequest = { method: 'GET', path: '/api/branches', headers: {}, as: 'staff' };
const PROBLEM = { type: '/problems/x', title: 'Nee', status: 400, detail: 'Past niet.' };

const responseWith = (status: number, body: unknown, more: Partial<RawResponse> = {}): RawResponse => ({
  status,
  headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
  body,
  text: JSON.stringify(body),
  ...more,
});

describe('the faults of a response', () => {
  const asJson = { headers: { 'content-type': 'application/json' } };
  const withCookie = { headers: { 'content-type': 'application/json', 'set-cookie': 'a=b' } };

  it.each([
    ['a problem that fits', 0, responseWith(400, PROBLEM)],
    ['a page that fits', 0, responseWith(200, { items: [] })],
    ['the gateway in its own words', 0, responseWith(401, { message: 'Unauthorized' }, asJson)],
    ['a 500', 1, responseWith(500, { ...PROBLEM, status: 500 })],
    [
      'a stack',
      2,
      responseWith(400, { ...PROBLEM, detail: 'Error\n    at handle (/var/task/index.mjs:1:2)' }),
    ],
    ['the database', 1, responseWith(400, { ...PROBLEM, detail: 'ValidationException' })],
    ['a field that is not in the document', 1, responseWith(200, { items: [], secret: 1 })],
    ['a problem with another status', 1, responseWith(400, { ...PROBLEM, status: 409 })],
    ['a status that is not in the document', 1, responseWith(206, { items: [] })],
    ['a problem without the type of one', 1, responseWith(400, PROBLEM, asJson)],
    ['a header that was put in', 1, responseWith(200, { items: [] }, withCookie)],
  ])('%s: %i faults', (_name, faults, response) => {
    expect(faultsIn(REQUEST, response)).toHaveLength(faults);
  });

  it('if it discloses what the request did not name', () => {
    const response = responseWith(200, { items: [{ patronId: '20001' }] });
    expect(disclosedSecrets(REQUEST, response, ['20001', '20002'])).toEqual(['The answer tells 20001.']);
    expect(disclosedSecrets({ ...REQUEST, path: '/api/patrons/20001' }, response, ['20001'])).toEqual([]);
  });
});

const sample = (path: string, method: string) => {
  const operation = operations().find((one) => one.path === path && one.method === method);
  if (!operation) throw new Error(`There is no ${method} ${path}.`);
  return fc.sample(requestsOf(operation, { copyId: ['C1'], branchId: ['CEN'] }, 'staff'), {
    numRuns: 400,
    seed: 1,
  });
};

describe('requests are made from the document', () => {
  it('of every call that it names', () => {
    expect(operations().length).toBe(permissions().length);
    expect(operations().filter(({ body }) => body).length).toBeGreaterThan(10);
  });

  it('some as they should be, most broken: in the path, the body, the headers', () => {
    const requests = sample('/api/copies/{copyId}/blocks/reservation', 'PUT');
    const bodies = requests.map(({ body = '' }) => body.toString());
    const having = (test: (one: RawRequest) => boolean) => requests.filter(test).length;
    expect(having(({ path }) => path.startsWith('/api/copies/C1/blocks/reservation'))).toBeGreaterThan(100);
    expect(having(({ path }) => !path.startsWith('/api/copies/C1/'))).toBeGreaterThan(20);
    expect(having(({ headers }) => 'if-match' in headers)).toBeGreaterThan(5);
    expect(bodies.filter((body) => /^\{"code":[78]/.test(body)).length).toBeGreaterThan(20);
    expect(bodies.some((body) => body.includes('"__proto__"'))).toBe(true);
    expect(bodies.some((body) => body.length > 10_000)).toBe(true);
    expect(bodies.some((body) => body.includes('\\u0000'))).toBe(true);
  });

  it('lists with cursors that somebody made up', () => {
    const paths = sample('/api/branches', 'GET').map(({ path }) => path);
    expect(paths.filter((path) => /cursor=[\w-]{13,}/.test(path)).length).toBeGreaterThan(50);
  });

  it('a value is broken in one place, with a name that JavaScript knows too', () => {
    const broken = fc
      .sample(mutations({ a: { b: [1] } }), { numRuns: 300, seed: 1 })
      .map((one) => JSON.stringify(one));
    expect(new Set(broken).size).toBeGreaterThan(100);
    expect(broken.some((text) => text.startsWith('{"a":{"b":[1],"__proto__":'))).toBe(true);
    expect(broken).toContain('{}');
  });
});

describe('what is promised is tried', () => {
  const tried = new Set(
    authorizationCases({
      url: '',
      tokens: {} as never,
      id: (name) => name,
      pool: {},
      ask: () => Promise.resolve({}),
    }).map(({ call, as }) => `${as} ${call}`),
  );
  const promised = permissions().flatMap(({ method, path, limits }) =>
    Object.keys(limits).map((role) => `${role} ${method} ${path}`),
  );

  it.each(promised)('%s goes no further', (one) => {
    expect(tried).toContain(one);
  });
});

describe('what a spreadsheet would run', () => {
  it.each([
    ['id,title\n1,=1+1\n', ['=1+1']],
    ["id,title\n1,'=1+1\n", []],
    ['id,title\n1,"a;=1+1;b"\n', ['=1+1']],
    ['id,title\n1,"a, =1+1"\n', []],
  ])('%j', (csv, found) => {
    expect(formulasIn(csv)).toEqual(found);
  });
});

it('a log tells when it holds a card, a token or what somebody wrote', () => {
  const lines = [
    'GET /api/patrons/{patronId} 200',
    'card 29801000028',
    'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0',
    'geheim',
  ];
  expect(forbiddenLines(lines.join('\n'))).toHaveLength(3);
});

it('a request can be repeated as it was', () => {
  const again = curlOf('http://127.0.0.1:1', { ...REQUEST, method: 'PUT', body: `{"name":"it's"}` });
  expect(again).toBe(
    `curl -i --path-as-is -X PUT 'http://127.0.0.1:1/api/branches' -H "authorization: Bearer $STAFF" --data-raw '{"name":"it'\\''s"}'`,
  );
});
