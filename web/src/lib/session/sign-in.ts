import { ErrorResponse, UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import { connected } from '../api/connection.ts';
import { ConnectionLost } from '../api/problem.ts';
import type { Settings } from './settings.ts';

/**
 * Signs in and out by the OAuth code flow with PKCE, at Cognito or at the local identity provider.
 */
export interface SignIn {
  /** A valid access token; undefined when the user must sign in again. */
  readonly token: () => Promise<string | undefined>;
  /** Redirects to the sign-in page, and back to this address. */
  readonly begin: () => Promise<void>;
  readonly end: () => Promise<void>;
}

interface Return {
  readonly to: string;
}

/** A token that expires within this time is renewed first. */
const RENEW_SECONDS = 60;

/**
 * Completes a sign-in that has just returned. Starts one when nobody is signed in, and never
 * resolves then: the page is left.
 */
export async function signedIn(settings: Settings): Promise<SignIn> {
  const home = `${location.origin}/`;
  const manager = new UserManager({
    authority: settings.authority,
    client_id: settings.clientId,
    redirect_uri: home,
    scope: 'openid profile',
    automaticSilentRenew: false,
    // Stored per tab: the session on a shared computer ends with the tab.
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
  });
  const begin = async (): Promise<void> => {
    await manager.signinRedirect({ state: { to: location.pathname + location.search } satisfies Return });
    // The browser leaves the page; nothing may run without a token until then.
    await new Promise(() => undefined);
  };
  const user = (await returning(manager)) ?? (await current(manager));
  if (user === undefined) await begin();
  return {
    begin,
    token: async () => (await current(manager))?.access_token,
    end: async () => {
      forget();
      const extra = { client_id: settings.clientId, logout_uri: home };
      await manager.signoutRedirect({ extraQueryParams: extra });
    },
  };
}

/** Removes the drafts and scans of this person from the tab. */
function forget(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('apart.')) sessionStorage.removeItem(key);
}

/**
 * Completes the return from the sign-in page, and restores the address from before. Ignores a code
 * that cannot be used; throws a refusal of the identity provider.
 */
async function returning(manager: UserManager): Promise<User | undefined> {
  const query = new URLSearchParams(location.search);
  if (!query.has('state') || !(query.has('code') || query.has('error'))) return undefined;
  try {
    const user = await manager.signinRedirectCallback();
    history.replaceState(null, '', (user.state as Return | undefined)?.to ?? '/');
    return user;
  } catch (error) {
    history.replaceState(null, '', '/');
    if (query.has('error')) throw error;
    return undefined;
  }
}

let renewal: Promise<User | undefined> | undefined;

async function current(manager: UserManager): Promise<User | undefined> {
  const user = await manager.getUser();
  if (user === null) return undefined;
  if ((user.expires_in ?? 0) > RENEW_SECONDS) return user;
  // One renewal for all calls that wait: a refresh token may be valid only once.
  renewal ??= renewed(manager).finally(() => (renewal = undefined));
  return renewal;
}

/**
 * Renews the token; undefined when the user must sign in again. Throws `ConnectionLost` when the
 * identity provider cannot be reached.
 */
async function renewed(manager: UserManager): Promise<User | undefined> {
  try {
    return (await manager.signinSilent()) ?? undefined;
  } catch (error) {
    if (error instanceof ErrorResponse) return undefined;
    connected.set(false);
    throw new ConnectionLost();
  }
}
