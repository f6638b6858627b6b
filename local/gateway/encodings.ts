import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** The content encodings that CloudFront compresses with. */
export type Encoding = 'br' | 'gzip';

/** CloudFront compresses text types, between these sizes in bytes. */
const PACKED = /^(text\/|application\/(json|manifest\+json)|image\/svg)/;
const SMALLEST = 1_000;
const LARGEST = 10_000_000;

/**
 * The encoding for a body of this type and size, by the client's `accept-encoding`; undefined for
 * no compression.
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

/** Compresses a body, with a fast Brotli quality: on one machine size hardly matters. */
export const packed = (body: Buffer, encoding: Encoding): Buffer =>
  encoding === 'gzip'
    ? gzipSync(body)
    : brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
