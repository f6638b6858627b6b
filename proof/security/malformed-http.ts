import type { Target } from './target.ts';
import type { Results } from './results.ts';
import { exchange, type RawAnswer } from './raw-socket.ts';

/** Bytes that no decent client sends, and what may come of them. */
interface Trick {
  readonly name: string;
  readonly bytes: string;
  /**
   * Whether an answer with something in it is in order; else it must be refused, or the connection
   * closed.
   */
  readonly mayPass?: true;
}

const HOST = 'host: apart.example\r\nconnection: close';

const bare = (target: string, more = '', method = 'GET'): string =>
  `${method} ${target} HTTP/1.1\r\n${HOST}\r\n${more}\r\n`;

/** Addresses that might lead past the token, or to a file. */
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
  const post = (more: string, body: string) => bare('/api/check-ins', as + json + more, 'POST') + body;
  return [
    { name: 'NUL in a header', bytes: bare('/api/branches', `${as}x: a\0b\r\n`) },
    { name: 'NUL in the address', bytes: bare('/api/bran\0ches', as) },
    { name: 'a line end in the address', bytes: bare('/api/branches\r\nx-injected: yes', as), mayPass: true },
    { name: 'bare line ends', bytes: bare('/api/branches', as).replaceAll('\r\n', '\n') },
    { name: 'a folded header', bytes: bare('/api/branches', `x: a\r\n b\r\n${as}`), mayPass: true },
    { name: 'a space before the colon', bytes: bare('/api/branches', `${as}x : a\r\n`) },
    { name: 'a header without a name', bytes: bare('/api/branches', `${as}: a\r\n`) },
    { name: 'a huge header', bytes: bare('/api/branches', `${as}x: ${'a'.repeat(200_000)}\r\n`) },
    { name: 'ten thousand headers', bytes: bare('/api/branches', as + 'x: a\r\n'.repeat(10_000)) },
    { name: 'a huge address', bytes: bare(`/api/branches?${'a'.repeat(100_000)}`, as) },
    { name: 'no host', bytes: `GET /api/branches HTTP/1.1\r\nconnection: close\r\n${as}\r\n` },
    { name: 'two hosts', bytes: bare('/api/branches', `${as}host: evil.example\r\n`), mayPass: true },
    { name: 'HTTP/0.9', bytes: 'GET /api/branches\r\n\r\n' },
    { name: 'HTTP/9.9', bytes: bare('/api/branches', as).replace('HTTP/1.1', 'HTTP/9.9') },
    { name: 'no HTTP at all', bytes: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + '\0'.repeat(500) },
    { name: 'a method that is none', bytes: bare('/api/branches', as, 'BREW') },
    { name: 'TRACE', bytes: bare('/api/branches', as, 'TRACE') },
    { name: 'CONNECT', bytes: bare('evil.example:443', as, 'CONNECT') },
    { name: 'an upgrade', bytes: bare('/api/branches', `${as}upgrade: websocket\r\n`), mayPass: true },
    {
      name: 'an expectation',
      bytes: bare('/api/branches', `${as}expect: the-unexpected\r\n`),
      mayPass: true,
    },
    { name: 'two lengths', bytes: post('content-length: 2\r\ncontent-length: 3\r\n', '{}') },
    { name: 'a negative length', bytes: post('content-length: -1\r\n', '{}') },
    { name: 'a length and chunks', bytes: post(`content-length: 2\r\n${CHUNKED}`, '2\r\n{}\r\n0\r\n\r\n') },
    { name: 'a chunk of no size', bytes: post(CHUNKED, 'zz\r\n{}\r\n0\r\n\r\n') },
    { name: 'a chunk too large to be', bytes: post(CHUNKED, 'fffffffffffffffff\r\n{}\r\n0\r\n\r\n') },
    { name: 'chunks that are in order', bytes: post(CHUNKED, '2\r\n{}\r\n0\r\n\r\n') },
    { name: 'one request in another', bytes: post('content-length: 2\r\n', `{}${bare('/api/branches')}`) },
    { name: 'the same query field twice', bytes: bare('/api/branches?limit=1&limit=2', as) },
    { name: 'a query of names from JavaScript', bytes: bare('/api/branches?__proto__=1&constructor=2', as) },
  ];
};

const everyTrick = (token: string): readonly Trick[] => [
  ...PATHS.map((path) => ({ name: `without a token: ${path}`, bytes: bare(path) })),
  ...malformed(token),
];

const wrongWith = ({ mayPass }: Trick, { status, text, hung }: RawAnswer): readonly string[] => [
  ...(hung ? ['It does not answer, nor close the connection.'] : []),
  ...(status >= 500 && status !== 505 ? [`It answers ${status}.`] : []),
  // Whoever asks for no file gets the page of the staff client, which says nothing.
  ...(status >= 200 && status < 300 && !mayPass && !/^content-type: text\/html/im.test(text)
    ? [`It answers ${status}.`]
    : []),
  ...(/^(x-injected|set-cookie):/im.test(text.split('\r\n\r\n')[0] ?? '') ? ['A header came back.'] : []),
  ...(/root:|privateKey|"kty"|"name":"Vestiging/.test(text) && !mayPass ? ['It hands out data.'] : []),
];

/** What is no decent HTTP: never answered with data, nor with a 5xx, nor with silence. */
export const tryMalformedHttp = async (results: Results, { url, tokens }: Target): Promise<void> => {
  for (const trick of everyTrick(tokens.patron)) {
    results.count('raw bytes');
    const answer = await exchange(url, Buffer.from(trick.bytes, 'latin1'));
    const what = wrongWith(trick, answer);
    const again = `${trick.name}: ${JSON.stringify(trick.bytes.slice(0, 500))}`;
    if (what.length > 0) results.fail('raw bytes', [...what, answer.text.slice(0, 300)], again);
  }
};
