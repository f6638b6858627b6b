import { createAuthCodes } from './auth-codes.ts';
import type { Issuer } from '../gateway/gateway-routes.ts';
import type { HttpRequest } from '../gateway/http-request.ts';
import { jsonReply, type HttpReply } from '../gateway/reply.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { ALGORITHM, keyIn } from './signing-key.ts';
import { GRANT_TYPES_SUPPORTED, tokenReply } from './token-endpoint.ts';
import { createTokens } from './tokens.ts';

/** Signs in the sample users and issues tokens, signed like those of the real user pool. */
export interface IdentityProvider extends Issuer {
  /**
   * Answers a request to the identity provider; undefined when it is meant for the site or the API.
   */
  answer(incoming: HttpRequest): Promise<HttpReply> | HttpReply | undefined;
}

/**
 * Creates the identity provider at this address. Keeps its key in a file: tokens survive a restart.
 */
export async function createIdentityProvider(
  issuer: string,
  clientId: string,
  keyFile: string,
): Promise<IdentityProvider> {
  const key = await keyIn(keyFile);
  const client = { id: clientId, home: `${issuer}/` };
  const giving = { client, codes: createAuthCodes(), tokens: createTokens(issuer, clientId, key) };
  return {
    issuer,
    keys: giving.tokens.keys,
    answer: (incoming) => {
      switch (incoming.rawPath) {
        case '/.well-known/openid-configuration':
          return published(configurationOf(issuer));
        case '/.well-known/jwks.json':
          return published({ keys: [key.publicJwk] });
        case '/oauth2/authorize':
          return signIn(incoming, client, giving.codes);
        case '/oauth2/token':
          return tokenReply(incoming, giving);
        case '/logout':
          return signOut(incoming, client);
        default:
          return undefined;
      }
    },
  };
}

const published = (document: unknown): HttpReply => jsonReply(200, document, { 'cache-control': 'no-store' });

const configurationOf = (issuer: string) => ({
  issuer,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  authorization_endpoint: `${issuer}/oauth2/authorize`,
  token_endpoint: `${issuer}/oauth2/token`,
  end_session_endpoint: `${issuer}/logout`,
  grant_types_supported: GRANT_TYPES_SUPPORTED,
  response_types_supported: ['code'],
  code_challenge_methods_supported: ['S256'],
  scopes_supported: ['openid', 'profile'],
  token_endpoint_auth_methods_supported: ['none'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: [ALGORITHM],
});
