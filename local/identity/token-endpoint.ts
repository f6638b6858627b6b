import type { AuthCodes } from './auth-codes.ts';
import type { HttpRequest } from '../gateway/http-request.ts';
import { gatewayReply, jsonReply, type HttpReply } from '../gateway/reply.ts';
import type { Client } from './sign-in.ts';
import { EXPIRES_IN, type Tokens } from './tokens.ts';
import { userOf } from './users.ts';

/** The state of the token endpoint. */
export interface Giving {
  readonly client: Client;
  readonly codes: AuthCodes;
  readonly tokens: Tokens;
}

/** Handles one grant type: answers tokens, or an OAuth error. */
type GrantType = (form: URLSearchParams, giving: Giving) => Promise<object | Refusal> | Refusal;

interface Refusal {
  readonly error: string;
  readonly error_description?: string;
}

/**
 * The token endpoint (RFC 6749). Accepts a code, a refresh token or, for programs on this machine,
 * a password.
 */
export async function tokenReply({ method, body }: HttpRequest, giving: Giving): Promise<HttpReply> {
  if (method !== 'POST') return gatewayReply(405, 'Method Not Allowed', { allow: 'POST' });
  const form = new URLSearchParams(body.toString('utf8'));
  const type = form.get('grant_type');
  const grant = GRANT_TYPES.get(type ?? '');
  const given =
    type === null
      ? missing('grant_type is missing')
      : await (grant?.(form, giving) ?? { error: 'unsupported_grant_type' });
  if ('error' in given) return jsonReply(400, given, NOT_KEPT);
  return jsonReply(200, { ...given, token_type: 'Bearer', expires_in: EXPIRES_IN }, NOT_KEPT);
}

const NOT_KEPT = { 'cache-control': 'no-store' };

const missing = (description: string): Refusal => ({
  error: 'invalid_request',
  error_description: description,
});

const byPassword: GrantType = async (form, { tokens }) => {
  const [username, password] = [form.get('username'), form.get('password')];
  if (username === null || password === null) return missing('username and password are needed');
  const user = userOf(username, password);
  return user === undefined ? { error: 'invalid_grant' } : { access_token: await tokens.access(user) };
};

const byCode: GrantType = async (form, { client, codes, tokens }) => {
  if (form.get('client_id') !== client.id) return { error: 'invalid_client' };
  const who = codes.exchange(form.get('code') ?? '', form.get('code_verifier') ?? '');
  if (who === undefined || form.get('redirect_uri') !== client.home) return { error: 'invalid_grant' };
  return {
    access_token: await tokens.access(who.user),
    id_token: await tokens.id(who, who.nonce),
    refresh_token: await tokens.refresh(who),
  };
};

/** The refresh token stays valid, as with Cognito. */
const byRefreshToken: GrantType = async (form, { client, tokens }) => {
  if (form.get('client_id') !== client.id) return { error: 'invalid_client' };
  const who = await tokens.signedIn(form.get('refresh_token') ?? '');
  if (who === undefined) return { error: 'invalid_grant' };
  return { access_token: await tokens.access(who.user), id_token: await tokens.id(who) };
};

const GRANT_TYPES: ReadonlyMap<string, GrantType> = new Map([
  ['authorization_code', byCode],
  ['refresh_token', byRefreshToken],
  ['password', byPassword],
]);

/** The grant types in the discovery document. */
export const GRANT_TYPES_SUPPORTED = [...GRANT_TYPES.keys()];
