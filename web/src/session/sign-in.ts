import { UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import type { Settings } from './settings.ts';

/** Signing in and out: the OAuth code flow with PKCE, at Cognito or at the local identity provider. */
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

/** Finishes a sign-in that has just returned, or else begins one where nobody is signed in: then it never resolves. */
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
  const begin = () =>
    manager.signinRedirect({ state: { to: location.pathname + location.search } satisfies Return });
  const user = (await returning(manager)) ?? (await current(manager));
  if (user === undefined) {
    await begin();
    return new Promise(() => undefined);
  }
  return {
    begin,
    token: async () => (await current(manager))?.access_token,
    end: async () => {
      const extra = { client_id: settings.clientId, logout_uri: home };
      await manager.signoutRedirect({ extraQueryParams: extra });
    },
  };
}

/** Whoever comes back from the sign-in page, put back where they left. A code that is of no use is forgotten. */
async function returning(manager: UserManager): Promise<User | undefined> {
  const query = new URLSearchParams(location.search);
  if (!query.has('state') || !(query.has('code') || query.has('error'))) return undefined;
  try {
    const user = await manager.signinRedirectCallback();
    history.replaceState(null, '', (user.state as Return | undefined)?.to ?? '/');
    return user;
  } catch {
    history.replaceState(null, '', '/');
    return undefined;
  }
}

let renewal: Promise<User | null> | undefined;

async function current(manager: UserManager): Promise<User | undefined> {
  const user = await manager.getUser();
  if (user === null) return undefined;
  if ((user.expires_in ?? 0) > RENEW_SECONDS) return user;
  // One renewal for all calls that wait for it: a refresh token may be good for one use.
  renewal ??= manager.signinSilent().finally(() => (renewal = undefined));
  return (await renewal.catch(() => null)) ?? undefined;
}
