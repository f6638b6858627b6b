import { ErrorResponse, UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import { connected } from '../api/connection.ts';
import { ConnectionLost } from '../api/problem.ts';
import type { Settings } from './settings.ts';

/**
 * Signing in and out: the OAuth code flow with PKCE, at Cognito or at the local identity provider.
 */
export interface SignIn {
  /** The access token of now; undefined when signing in is needed again. */
  readonly token: () => Promise<string | undefined>;
  /** Leaves for the sign-in page, and returns to this very place. */
  readonly begin: () => Promise<void>;
  readonly end: () => Promise<void>;
}

interface Return {
  readonly to: string;
}

/** A token that ends within this time is renewed first. */
const RENEW_SECONDS = 60;

/**
 * Finishes a sign-in that has just returned, or else begins one where nobody is signed in: then it
 * never resolves.
 */
export async function signedIn(settings: Settings): Promise<SignIn> {
  const home = `${location.origin}/`;
  const manager = new UserManager({
    authority: settings.authority,
    client_id: settings.clientId,
    redirect_uri: home,
    scope: 'openid profile',
    automaticSilentRenew: false,
    // Of this tab: what is signed in at a shared desk ends with it.
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
  });
  const begin = async (): Promise<void> => {
    await manager.signinRedirect({ state: { to: location.pathname + location.search } satisfies Return });
    // The page goes; nobody may go on without a token meanwhile.
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

/** Nothing of this person is left for the next. */
function forget(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('apart.')) sessionStorage.removeItem(key);
}

/**
 * Whoever comes back from the sign-in page, put back where they left. A code that is of no use is
 * forgotten; a refusal of the identity provider is thrown.
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
  // One renewal for all calls that wait for it: a refresh token may be good for one use.
  renewal ??= renewed(manager).finally(() => (renewal = undefined));
  return renewal;
}

/**
 * The user with a new token; undefined where signing in is needed. Throws `ConnectionLost` where
 * only the way is closed.
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
