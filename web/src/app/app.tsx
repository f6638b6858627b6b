import { useEffect } from 'react';
import { Button, MantineProvider, createTheme } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Screen } from '../components/screen.tsx';
import { routerWith } from './router.tsx';
import type { Person } from '../lib/session/person.ts';
import type { SignIn } from '../lib/session/sign-in.ts';
import { SessionProvider } from '../lib/session/session.tsx';
import { useShellTexts } from './shell/texts.ts';

const client = new QueryClient({
  defaultOptions: {
    // `lib/api/client.ts` retries calls and reports a lost connection.
    queries: { retry: false, networkMode: 'always', staleTime: 5_000 },
    mutations: { retry: false, networkMode: 'always' },
  },
});

const router = routerWith(client);

const PRELOAD_AFTER_MS = 5_000;

/**
 * Loads the code of all screens soon after the start: no menu and no scan waits for it, even
 * without a connection.
 */
const preloadScreens = (): void => {
  for (const route of Object.values(router.routesById)) void router.loadRouteChunk(route);
};

/**
 * The site's content policy forbids inline styles: Mantine's variables come from a file, and it
 * does not lock scrolling.
 */
const theme = createTheme({
  primaryShade: 6,
  components: {
    ModalRoot: { defaultProps: { lockScroll: false, centered: true, size: 'lg' } },
  },
});

export function App({ person, signIn }: { readonly person: Person; readonly signIn: SignIn }) {
  useEffect(() => {
    const timer = setTimeout(preloadScreens, PRELOAD_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  const works = person.role === 'staff' || person.role === 'admin';
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={client}>
        {works ? (
          <SessionProvider person={person} signIn={signIn}>
            <RouterProvider router={router} />
          </SessionProvider>
        ) : (
          <NotStaff signOut={() => void signIn.end()} />
        )}
      </QueryClientProvider>
    </MantineProvider>
  );
}

function NotStaff({ signOut }: { readonly signOut: () => void }) {
  const t = useShellTexts();
  return (
    <main className="panel">
      <Screen title={t('notStaff')}>
        <p>{t('notStaffDetail')}</p>
        <div>
          <Button onClick={signOut}>{t('signOut')}</Button>
        </div>
      </Screen>
    </main>
  );
}
