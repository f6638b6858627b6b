import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, it, test } from 'vitest';
import { createAuthorizer } from '../../../local/gateway/authorizer.ts';
import { createIdentityProvider } from '../../../local/identity/identity.ts';
import type { HttpRequest } from '../../../local/gateway/http-request.ts';
import { userOf } from '../../../local/identity/users.ts';

const keyFile = join(mkdtempSync(join(tmpdir(), 'apart-')), 'identity.json');
const identity = await createIdentityProvider('http://127.0.0.1:3000', 'web', keyFile);

const asked = async (
  path: string,
  form?: string,
): Promise<{ status: number; body: Record<string, unknown> }> => {
  const incoming: HttpRequest = {
    method: form === undefined ? 'GET' : 'POST',
    rawPath: path,
    rawQuery: '',
    rawHeaders: [],
    body: Buffer.from(form ?? ''),
    sourceIp: '127.0.0.1',
    protocol: 'HTTP/1.1',
    at: new Date(),
  };
  const reply = await identity.answer(incoming);
  if (reply === undefined) throw new Error(`${path} is not the identity provider's`);
  return {
    status: reply.status,
    body: JSON.parse(reply.body?.toString() ?? '{}') as Record<string, unknown>,
  };
};

describe('the sample users', () => {
  test.each([
    ['admin', 'admin', { sub: 'admin', role: 'admin' }],
    ['feed', 'feed', { sub: 'feed', role: 'feed' }],
    ['staff-CEN', 'staff', { sub: 'staff-CEN', role: 'staff', branchIds: ['CEN'] }],
    ['staff-CEN+NRD', 'staff', { sub: 'staff-CEN+NRD', role: 'staff', branchIds: ['CEN', 'NRD'] }],
    ['staff-CEN NRD', 'staff', { sub: 'staff-CEN+NRD', role: 'staff', branchIds: ['CEN', 'NRD'] }],
    ['staff-a-b_c.d', 'staff', { sub: 'staff-a-b_c.d', role: 'staff', branchIds: ['a-b_c.d'] }],
    ['29801001743', 'patron', { role: 'patron', patronId: '29801001743' }],
    ['admin', 'patron', { role: 'patron', patronId: 'admin' }],
  ])('%s with password %s', (username, password, claims) => {
    expect(userOf(username, password)).toMatchObject(claims);
  });

  test.each([
    ['admin', 'wrong'],
    ['feed', 'admin'],
    ['staff-', 'staff'],
    ['staff-A+', 'staff'],
    ['staff-A/B', 'staff'],
    ['staff', 'staff'],
    ['12 34', 'patron'],
    ['x'.repeat(41), 'patron'],
    ['', 'patron'],
  ])('%s with password %s is nobody', (username, password) => {
    expect(userOf(username, password)).toBeUndefined();
  });

  it('keep the card number out of sub', () => {
    expect(userOf('29801001743', 'patron')?.sub).toMatch(/^patron-[0-9a-f]{16}$/);
  });
});

describe('the token endpoint', () => {
  it('gives a token that the authorizer takes', async () => {
    const { status, body } = await asked(
      '/oauth2/token',
      'grant_type=password&username=staff-A+B&password=staff',
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 28_800 });
    const token = String(body.access_token);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', kid: expect.any(String) as string });
    expect(decodeJwt(token)).toMatchObject({ iss: identity.issuer, client_id: 'web', token_use: 'access' });
    const decision = await createAuthorizer({ ...identity, audiences: ['web'] })(`Bearer ${token}`);
    expect(decision).toMatchObject({ claims: { role: 'staff', branchIds: '[A B]', sub: 'staff-A+B' } });
  });

  test.each([
    ['', 'invalid_request'],
    ['grant_type=client_credentials', 'unsupported_grant_type'],
    ['grant_type=password&username=admin', 'invalid_request'],
    ['grant_type=password&username=admin&password=x', 'invalid_grant'],
  ])('refuses "%s": %s', async (form, error) => {
    expect(await asked('/oauth2/token', form)).toMatchObject({ status: 400, body: { error } });
  });

  it('wants a POST', async () => {
    expect(await asked('/oauth2/token')).toMatchObject({ status: 405 });
  });
});

describe('the identity provider', () => {
  it('says where its keys are, and nothing private', async () => {
    const { body } = await asked('/.well-known/openid-configuration');
    expect(body).toMatchObject({
      issuer: 'http://127.0.0.1:3000',
      jwks_uri: 'http://127.0.0.1:3000/.well-known/jwks.json',
      authorization_endpoint: 'http://127.0.0.1:3000/oauth2/authorize',
      token_endpoint: 'http://127.0.0.1:3000/oauth2/token',
      end_session_endpoint: 'http://127.0.0.1:3000/logout',
      grant_types_supported: ['authorization_code', 'refresh_token', 'password'],
      code_challenge_methods_supported: ['S256'],
    });
    const { keys } = (await asked('/.well-known/jwks.json')).body as { keys: Record<string, unknown>[] };
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('keeps its key: a token survives a restart', async () => {
    const { body } = await asked('/oauth2/token', 'grant_type=password&username=admin&password=admin');
    const token = String(body.access_token);
    const restarted = await createIdentityProvider('http://127.0.0.1:3000', 'web', keyFile);
    expect(await createAuthorizer({ ...restarted, audiences: ['web'] })(token)).toHaveProperty(
      'claims.role',
      'admin',
    );
  });
});
