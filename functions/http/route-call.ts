import { routeFor } from '../../lib/http/route.ts';
import type { Reader } from '../../lib/http/problem.ts';
import type { Services } from '../../lib/runtime/services.ts';
import type { RequestContext } from '../../lib/usecases/core/request-context.ts';

/**
 * The second argument of a handler: the request context, the reader of the answer, and the
 * services.
 */
export interface RouteCall {
  readonly context: RequestContext;
  readonly reader: Reader;
  readonly services: Services;
}

export const route = routeFor<RouteCall>();
