import type { Target } from './target.ts';
import type { Results } from './results.ts';
import { exchange, type SocketResponse } from './raw-socket.ts';

/** Bytes that no regular client sends, and the responses that are acceptable. */
interface Trick {
  readonly name: string;
  readonly bytes: string;
  /** Whether it may succeed; otherwise it must be refused, or the connection closed. */
  readonly mayPass?: true;
}

const HOST = 'host: apart.example\r\nconnection: close';

const rawRequest = (target: string, more = '', method = 'GET'): string =>
  `${method} ${target} HTTP/1.1\r\n${HOST}\r\n${more}\r\n`;

/** Paths that might bypass the token, or reach a file. */
const PATHS = [
  '/api/health/../branches',
  '/api/health/..%2fbranches',
  '/api/health%2f..%2fbranches',
  '/api/health/%2e%2e/branches',
  '/api/health;/branches',
  '/api/health%00/branches',
  '/api/openapi.json/../branches',
  '/api/openapi.json%2f..%2fbranches',
  '/api/./branches',
  '/api//branches',
  '//api/branches',
  '/api/branches/',
  '/API/branches',
  '/api/branches%00',
  '/api/branches%0d%0ax-injected:%20yes',
  '/api/branches%23',
  '/api/%62ranches',
  '/api/%2562ranches',
  '/%61pi/branches',
  '/api\\branches',
  '/api/../identity.json',
  '/identity.json',
  '/../../../../etc/passwd',
  '/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
  '/..%2f..%2f..%2fetc%2fpasswd',
  '/.git/config',
  '/package.json',
  '/node_modules/',
  '/2015-03-31/functions/api/invocations',
  '/queue/work',
  'http://apart.example/api/branches',
  'http://169.254.169.254/latest/meta-data/',
  '*',
];

const CHUNKED = 'transfer-encoding: chunked\r\n';

const malformed = (token: string): readonly Trick[] => {
  const as = `authorization: Bearer ${token}\r\n`;
  const json = 'content-type: application/json\r\n';
  const post = (more: string, body: string) => rawRequest('/api/check-ins', as + json + more, 'POST') + body;
  return [
    { name: 'NUL in a header', bytes: rawRequest('/api/branches', `${as}x: a\0b\r\n`) },
    { name: 'NUL in the address', bytes: rawRequest('/api/bran\0ches', as) },
    {
      name: 'a line end in the address',
      bytes: rawRequest('/api/branches\r\nx-injected: yes', as),
      mayPass: true,
    },
    { name: 'bare line ends', bytes: rawRequest('/api/branches', as).replaceAll('\r\n', '\n') },
    { name: 'a folded header', bytes: rawRequest('/api/branches', `x: a\r\n b\r\n${as}`), mayPass: true },
    { name: 'a space before the colon', bytes: rawRequest('/api/branches', `${as}x : a\r\n`) },
    { name: 'a header without a name', bytes: rawRequest('/api/branches', `${as}: a\r\n`) },
    { name: 'a huge header', bytes: rawRequest('/api/branches', `${as}x: ${'a'.repeat(200_000)}\r\n`) },
    { name: 'ten thousand headers', bytes: rawRequest('/api/branches', as + 'x: a\r\n'.repeat(10_000)) },
    { name: 'a huge address', bytes: rawRequest(`/api/branches?${'a'.repeat(100_000)}`, as) },
    { name: 'no host', bytes: `GET /api/branches HTTP/1.1\r\nconnection: close\r\n${as}\r\n` },
    { name: 'two hosts', bytes: rawRequest('/api/branches', `${as}host: evil.example\r\n`), mayPass: true },
    { name: 'HTTP/0.9', bytes: 'GET /api/branches\r\n\r\n' },
    { name: 'HTTP/9.9', bytes: rawRequest('/api/branches', as).replace('HTTP/1.1', 'HTTP/9.9') },
    { name: 'no HTTP at all', bytes: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + '\0'.repeat(500) },
    { name: 'a method that is none', bytes: rawRequest('/api/branches', as, 'BREW') },
    { name: 'TRACE', bytes: rawRequest('/api/branches', as, 'TRACE') },
    { name: 'CONNECT', bytes: rawRequest('evil.example:443', as, 'CONNECT') },
    { name: 'an upgrade', bytes: rawRequest('/api/branches', `${as}upgrade: websocket\r\n`), mayPass: true },
    {
      name: 'an expectation',
      bytes: rawRequest('/api/branches', `${as}expect: the-unexpected\r\n`),
      mayPass: true,
    },
    { name: 'two lengths', bytes: post('content-length: 2\r\ncontent-length: 3\r\n', '{}') },
    { name: 'a negative length', bytes: post('content-length: -1\r\n', '{}') },
    { name: 'a length and chunks', bytes: post(`content-length: 2\r\n${CHUNKED}`, '2\r\n{}\r\n0\r\n\r\n') },
    { name: 'a chunk of no size', bytes: post(CHUNKED, 'zz\r\n{}\r\n0\r\n\r\n') },
    { name: 'a chunk too large to be', bytes: post(CHUNKED, 'fffffffffffffffff\r\n{}\r\n0\r\n\r\n') },
    { name: 'chunks that are in order', bytes: post(CHUNKED, '2\r\n{}\r\n0\r\n\r\n') },
    {
      name: 'one request in another',
      bytes: post('content-length: 2\r\n', `{}${rawRequest('/api/branches')}`),
    },
    { name: 'the same query field twice', bytes: rawRequest('/api/branches?limit=1&limit=2', as) },
    {
      name: 'a query of names from JavaScript',
      bytes: rawRequest('/api/branches?__proto__=1&constructor=2', as),
    },
  ];
};

const everyTrick = (token: string): readonly Trick[] => [
  ...PATHS.map((path) => ({ name: `without a token: ${path}`, bytes: rawRequest(path) })),
  ...malformed(token),
];

const faultsOf = ({ mayPass }: Trick, { status, text, hung }: SocketResponse): readonly string[] => [
  ...(hung ? ['It does not answer, nor close the connection.'] : []),
  ...(status >= 500 && status !== 505 ? [`It answers ${status}.`] : []),
  // An unknown path gets the page of the staff client, which contains no data.
  ...(status >= 200 && status < 300 && !mayPass && !/^content-type: text\/html/im.test(text)
    ? [`It answers ${status}.`]
    : []),
  ...(/^(x-injected|set-cookie):/im.test(text.split('\r\n\r\n')[0] ?? '') ? ['A header came back.'] : []),
  ...(/root:|privateKey|"kty"|"name":"Vestiging/.test(text) && !mayPass ? ['It hands out data.'] : []),
];

/** Sends malformed HTTP, which must never get data, a 5xx or silence. */
export const tryMalformedHttp = async (results: Results, { url, tokens }: Target): Promise<void> => {
  for (const trick of everyTrick(tokens.patron)) {
    results.count('raw bytes');
    const response = await exchange(url, Buffer.from(trick.bytes, 'latin1'));
    const what = faultsOf(trick, response);
    const again = `${trick.name}: ${JSON.stringify(trick.bytes.slice(0, 500))}`;
    if (what.length > 0) results.fail('raw bytes', [...what, response.text.slice(0, 300)], again);
  }
};
