import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** How a body is packed for its way. */
export type Encoding = 'br' | 'gzip';

/** What CloudFront packs: texts, between these sizes. */
const PACKED = /^(text\/|application\/(json|manifest\+json)|image\/svg)/;
const SMALLEST = 1_000;
const LARGEST = 10_000_000;

/**
 * How to pack a body of this type and size for a client that accepts this; undefined for as it is.
 */
export function encodingFor(type: string, size: number, accepted: string): Encoding | undefined {
  if (!PACKED.test(type) || size < SMALLEST || size > LARGEST) return undefined;
  const wanted = accepted
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => !/;\s*q=0(\.0*)?$/.test(one))
    .map((one) => one.split(';')[0]);
  return (['br', 'gzip'] as const).find((encoding) => wanted.includes(encoding));
}

/** The body packed like this; quickly, since it goes no further than this machine. */
export const packed = (body: Buffer, encoding: Encoding): Buffer =>
  encoding === 'gzip'
    ? gzipSync(body)
    : brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
