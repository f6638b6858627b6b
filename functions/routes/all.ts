import * as z from 'zod';
import { openApiOf } from '../../lib/http/openapi.ts';
import { matchRoute, type Route } from '../../lib/http/route.ts';
import { route, type RouteCall } from '../http/route-call.ts';
import { activityRoutes } from './activities.ts';
import { batchRoutes } from './batches.ts';
import { blockRoutes } from './blocks.ts';
import { branchRoutes } from './branches.ts';
import { collectionRoutes } from './collections.ts';
import { copyRoutes } from './copies.ts';
import { flagRoutes } from './flags.ts';
import { jobRoutes } from './jobs.ts';
import { loanRoutes } from './loans.ts';
import { patronRoutes } from './patrons.ts';
import { reservationRoutes } from './reservations.ts';
import { ProblemSchema } from './schemas.ts';
import { themeRoutes } from './themes.ts';
import { titleRoutes } from './titles.ts';

const health = route({
  method: 'GET',
  path: '/api/health',
  summary: 'Whether the service answers',
  roles: 'public',
  replies: { 200: z.object({ status: z.literal('ok') }) },
  handle: () => ({ status: 200, body: { status: 'ok' } }),
});

const described = route({
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'This document',
  roles: 'public',
  replies: { 200: z.looseObject({ openapi: z.string() }) },
  handle: () => ({ status: 200, body: openApi() }),
});

/** Every route of the API: the router, the checks and the OpenAPI document use this list. */
export const routes: readonly Route<RouteCall>[] = [
  health,
  described,
  ...branchRoutes,
  ...titleRoutes,
  ...copyRoutes,
  ...patronRoutes,
  ...blockRoutes,
  ...reservationRoutes,
  ...loanRoutes,
  ...activityRoutes,
  ...themeRoutes,
  ...batchRoutes,
  ...collectionRoutes,
  ...flagRoutes,
  ...jobRoutes,
];

let document: ReturnType<typeof openApiOf> | undefined;

/** Made on first use. */
export const openApi = () => (document ??= openApiOf(routes, ProblemSchema));

/** The method and the pattern of the path, for logs: without parameters (rule P2). */
export const routeNameOf = (method: string, path: string): string => {
  const match = matchRoute(routes, method, path);
  return match && 'route' in match ? `${method} ${match.route.path}` : `${method} ?`;
};
