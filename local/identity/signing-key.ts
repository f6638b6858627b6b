import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JWK,
} from 'jose';

/** The only algorithm that user pools sign with. */
export const ALGORITHM = 'RS256';

/** The private key that signs tokens, and the public key that verifies them. */
export interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK & { readonly kid: string };
}

/** The key in this file; the first start creates it, and tokens survive a restart. */
export async function keyIn(file: string): Promise<SigningKey> {
  if (!existsSync(file)) await createKey(file);
  const jwk = JSON.parse(readFileSync(file, 'utf8')) as JWK;
  const { kty, n, e } = jwk as JWK & { kty: string; n: string; e: string };
  const kid = await calculateJwkThumbprint({ kty, n, e });
  const privateKey = (await importJWK(jwk, ALGORITHM)) as CryptoKey;
  return { privateKey, publicJwk: { kty, n, e, kid, alg: ALGORITHM, use: 'sig' } };
}

/** Renames a draft: an interrupted start leaves no half-written key. */
async function createKey(file: string): Promise<void> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const draft = `${file}.draft`;
  writeFileSync(draft, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
  renameSync(draft, file);
}
