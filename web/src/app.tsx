import { Button, MantineProvider, createTheme } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Screen } from './parts/screen.tsx';
import { routerWith } from './router.tsx';
import type { Person } from './session/person.ts';
import { SessionProvider } from './session/session.tsx';
import { useShellTexts } from './shell/texts.ts';

const client = new QueryClient({
  defaultOptions: {
    // The calls themselves try again, and tell of a lost connection.
    queries: { retry: false, networkMode: 'always', staleTime: 5_000 },
    mutations: { retry: false, networkMode: 'always' },
  },
});

const router = routerWith(client);

/** The site's content policy allows no style in the page: Mantine's variables are in a file, and scrolling is not locked. */
const theme = createTheme({
  primaryShade: 6,
  components: {
    ModalRoot: { defaultProps: { lockScroll: false, centered: true, size: 'lg' } },
  },
});

/** The whole client, for whoever is signed in. */
export function App({ person, signOut }: { readonly person: Person; readonly signOut: () => void }) {
  const works = person.role === 'staff' || person.role === 'admin';
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme="light"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={client}>
        {works ? (
          <SessionProvider person={person} signOut={signOut}>
            <RouterProvider router={router} />
          </SessionProvider>
        ) : (
          <NotStaff signOut={signOut} />
        )}
      </QueryClientProvider>
    </MantineProvider>
  );
}

function NotStaff({ signOut }: { readonly signOut: () => void }) {
  const say = useShellTexts();
  return (
    <main className="panel">
      <Screen title={say('notStaff')}>
        <p>{say('notStaffDetail')}</p>
        <div>
          <Button onClick={signOut}>{say('signOut')}</Button>
        </div>
      </Screen>
    </main>
  );
}
