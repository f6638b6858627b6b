import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { ConnectionLost } from '../lib/api/problem.ts';
import { ScreenFailed, NoSuchScreen, ScreenLoading } from './route-fallbacks.tsx';
import { Shell } from './shell/shell.tsx';

/** The context of every route. */
interface Context {
  readonly client: QueryClient;
}

/**
 * The component of a screen, loaded when it is needed. Without a connection it throws
 * `ConnectionLost`, and the error screen loads it again later. On the browser's own error the
 * router would reload the page, and typed input would be lost.
 */
const screen = <Module extends Record<string, unknown>, Name extends keyof Module>(
  load: () => Promise<Module>,
  name: Name,
) =>
  lazyRouteComponent(
    () =>
      load().catch((error: unknown) => {
        throw navigator.onLine ? error : new ConnectionLost();
      }),
    name,
  );

const root = createRootRouteWithContext<Context>()({ component: Shell, notFoundComponent: NoSuchScreen });

const textIn = (search: Record<string, unknown>, name: string): string | undefined => {
  const value = search[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
};

/** Keeps the named search parameters as texts, and drops all others. */
const onlyTexts = <Name extends string>(given: Record<string, unknown>, ...names: readonly Name[]) =>
  Object.fromEntries(
    names.flatMap((name) => {
      const text = textIn(given, name);
      return text === undefined ? [] : [[name, text]];
    }),
  ) as Readonly<Partial<Record<Name, string>>>;

const search = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: (given: Record<string, unknown>) => onlyTexts(given, 'q'),
  component: screen(() => import('../screens/search/search.tsx'), 'Search'),
});

const title = createRoute({
  getParentRoute: () => root,
  path: '/titles/$titleId',
  component: screen(() => import('../screens/title/title.tsx'), 'Title'),
});

const copy = createRoute({
  getParentRoute: () => root,
  path: '/copies/$copyId',
  component: screen(() => import('../screens/copy/copy.tsx'), 'CopyScreen'),
});

const card = createRoute({
  getParentRoute: () => root,
  path: '/cards/$patronId',
  component: screen(() => import('../screens/card/card.tsx'), 'Card'),
});

const display = createRoute({
  getParentRoute: () => root,
  path: '/display',
  validateSearch: (given: Record<string, unknown>) => onlyTexts(given, 'activityId', 'cardId'),
  component: screen(() => import('../screens/display/display.tsx'), 'Display'),
});

const checkIn = createRoute({
  getParentRoute: () => root,
  path: '/check-in',
  component: screen(() => import('../screens/check-in/check-in.tsx'), 'CheckInScreen'),
});

const pullList = createRoute({
  getParentRoute: () => root,
  path: '/pull-list',
  component: screen(() => import('../screens/pull-list/pull-list.tsx'), 'PullList'),
});

const batches = createRoute({
  getParentRoute: () => root,
  path: '/batches',
  component: screen(() => import('../screens/batches/batches.tsx'), 'Batches'),
});

const newBatch = createRoute({
  getParentRoute: () => root,
  path: '/batches/new',
  validateSearch: (given: Record<string, unknown>) =>
    onlyTexts(given, 'collection', 'branchId', 'reservation', 'activityId'),
  component: screen(() => import('../screens/batches/new-batch.tsx'), 'NewBatch'),
});

const batch = createRoute({
  getParentRoute: () => root,
  path: '/batches/$id',
  component: screen(() => import('../screens/batches/batch.tsx'), 'BatchScreen'),
});

const activities = createRoute({
  getParentRoute: () => root,
  path: '/activities',
  component: screen(() => import('../screens/activities/activities.tsx'), 'Activities'),
});

const activity = createRoute({
  getParentRoute: () => root,
  path: '/activities/$id',
  component: screen(() => import('../screens/activities/activity.tsx'), 'ActivityScreen'),
});

const attention = createRoute({
  getParentRoute: () => root,
  path: '/attention',
  component: screen(() => import('../screens/attention/attention.tsx'), 'Attention'),
});

const admin = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  validateSearch: (given: Record<string, unknown>) => onlyTexts(given, 'tab'),
  component: screen(() => import('../screens/admin/admin.tsx'), 'Admin'),
});

const routeTree = root.addChildren([
  search,
  title,
  copy,
  card,
  display,
  checkIn,
  pullList,
  batches,
  newBatch,
  batch,
  activities,
  activity,
  attention,
  admin,
]);

/** The addresses of the screens. Mails link to `/copies/…` and `/activities/…`. */
export const routerWith = (client: QueryClient) =>
  createRouter({
    routeTree,
    context: { client },
    defaultPendingComponent: ScreenLoading,
    defaultErrorComponent: ScreenFailed,
    defaultPreload: 'intent',
    // Another copy gets a new screen: no state of the previous one stays.
    defaultRemountDeps: ({ params }) => params,
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof routerWith>;
  }
}
