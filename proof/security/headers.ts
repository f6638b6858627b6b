import fc, { type Arbitrary } from 'fast-check';
import type { RawRequest } from './raw-client.ts';

const HEADERS: Readonly<Record<string, readonly string[]>> = {
  'content-type': [
    'application/json; charset=utf-16',
    'text/plain',
    'application/x.json',
    'multipart/form-data',
    '',
  ],
  'if-match': ['*', '"1"', 'W/"1"', '"0"', '"x"', '', `"${'9'.repeat(400)}"`, '"-1"', '"1", "2"'],
  'idempotency-key': ['a', 'b', '', 'x'.repeat(64), 'x'.repeat(65), 'é', '../..', '#'],
  accept: ['text/csv', '*/*', 'application/xml', '', 'text/csv;q=0, */*'],
  'accept-language': ['en', 'nl', 'xx', 'en;q=NaN', '*;q=1e9,,,;;', ''],
  'x-http-method-override': ['DELETE'],
  'x-amzn-oidc-data': ['eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4ifQ.'],
  cookie: ['role=admin; __proto__=1'],
  'content-encoding': ['gzip'],
};

/** Headers that Apart or a gateway interprets, with malformed or malicious values. */
export const oddHeaders: Arbitrary<RawRequest['headers']> = fc
  .record(
    Object.fromEntries(Object.entries(HEADERS).map(([name, values]) => [name, fc.constantFrom(...values)])),
    { requiredKeys: [], noNullPrototype: true },
  )
  .map((some) => some as RawRequest['headers']);
