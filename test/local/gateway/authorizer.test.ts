import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it, test } from 'vitest';
import {
  asText,
  createAuthorizer,
  type Trust,
  type Authorization,
} from '../../../local/gateway/authorizer.ts';

const now = new Date('2026-11-23T12:00:00Z');
const seconds = now.getTime() / 1000;
const [ours, stranger, curve] = await Promise.all([
  generateKeyPair('RS256', { extractable: true }),
  generateKeyPair('RS256'),
  generateKeyPair('ES256', { extractable: true }),
]);
const trust: Trust = {
  issuer: 'https://issuer.example',
  audiences: ['web', 'feed'],
  keys: createLocalJWKSet({
    keys: [
      { ...(await exportJWK(ours.publicKey)), kid: 'rsa', alg: 'RS256' },
      { ...(await exportJWK(curve.publicKey)), kid: 'ec', alg: 'ES256' },
    ],
  }),
};

type Claims = Record<string, unknown>;

const authorize = createAuthorizer(trust);

const good: Claims = {
  iss: trust.issuer,
  client_id: 'web',
  iat: seconds - 10,
  exp: seconds + 10,
  role: 'staff',
  branchIds: ['A', 'B'],
};

const signed = (payload: Claims, key = ours.privateKey): Promise<string> =>
  new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'rsa' }).sign(key);

const decision = async (payload: Claims): Promise<Authorization> =>
  authorize(`Bearer ${await signed(payload)}`, now);

describe('the JWT authorizer', () => {
  it('hands on the claims as text', async () => {
    expect(await decision(good)).toEqual({
      claims: {
        iss: trust.issuer,
        client_id: 'web',
        iat: String(seconds - 10),
        exp: String(seconds + 10),
        role: 'staff',
        branchIds: '[A B]',
      },
      scopes: [],
    });
  });

  it('refuses a token that it took before and that has expired since', async () => {
    const token = await signed({ ...good, jti: 'seen' });
    expect(await authorize(token, now)).toHaveProperty('claims');
    expect(await authorize(token, new Date(now.getTime() + 9_000))).toHaveProperty('claims');
    expect(await authorize(token, new Date(now.getTime() + 10_000))).toHaveProperty('refusal');
  });

  it('takes a token without the word Bearer', async () => {
    expect(await authorize(await signed(good), now)).toHaveProperty('claims.role', 'staff');
  });

  test.each<[string, Claims]>([
    ['an audience of ours', { ...good, aud: 'feed' }],
    ['one of ours among its audiences', { ...good, aud: ['other', 'web'] }],
    ['no issue time', { ...good, iat: undefined }],
    ['a start that has come', { ...good, nbf: seconds }],
  ])('accepts a token with %s', async (_, payload) => {
    expect(await decision(payload)).toHaveProperty('claims');
  });

  test.each<[string, Claims]>([
    ['another issuer', { ...good, iss: 'https://other.example' }],
    ['no issuer', { ...good, iss: undefined }],
    ['a client that is not ours', { ...good, client_id: 'other' }],
    ['an audience that is not ours, whatever its client', { ...good, aud: 'other' }],
    ['neither audience nor client', { ...good, client_id: undefined }],
    ['an expiry that has passed', { ...good, exp: seconds }],
    ['no expiry', { ...good, exp: undefined }],
    ['a start that is to come', { ...good, nbf: seconds + 60 }],
    ['an issue time that is to come', { ...good, iat: seconds + 60 }],
  ])('refuses a token with %s', async (_, payload) => {
    expect(await decision(payload)).toHaveProperty(
      'refusal',
      expect.stringMatching(/^Bearer scope="" error="invalid_token"/),
    );
  });

  test.each<[string, () => Promise<string> | string]>([
    ['signed by somebody else', () => signed(good, stranger.privateKey)],
    [
      'changed after it was signed',
      async () => (await signed(good)).replace(/\.[^.]+\./, '.eyJyb2xlIjoiYWRtaW4ifQ.'),
    ],
    ['not signed', () => new UnsecuredJWT(good).encode()],
    [
      'signed with a curve',
      () => new SignJWT(good).setProtectedHeader({ alg: 'ES256', kid: 'ec' }).sign(curve.privateKey),
    ],
    ['that is none', () => 'nonsense'],
  ])('refuses a token %s', async (_, token) => {
    expect(await authorize(`Bearer ${await token()}`, now)).toHaveProperty('refusal');
  });

  test.each([undefined, '', 'Bearer', 'Bearer '])(
    'asks for a token where there is none (%j)',
    async (header) => {
      expect(await authorize(header, now)).toEqual({ refusal: 'Bearer' });
    },
  );

  it('renders claims as the real one does', () => {
    expect(
      asText({ n: 1, yes: true, none: null, list: ['a', 2, ['b']], empty: [], object: { a: 1 } }),
    ).toEqual({
      n: '1',
      yes: 'true',
      list: '[a 2 [b]]',
      empty: '[]',
      object: '{"a":1}',
    });
  });
});
