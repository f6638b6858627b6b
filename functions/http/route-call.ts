import { routeFor } from '../../lib/http/route.ts';
import type { Reader } from '../../lib/http/problem.ts';
import type { Services } from '../../lib/runtime/services.ts';
import type { RequestContext } from '../../lib/usecases/core/request-context.ts';

/**
 * What a route's handler works with: the context of this request, who reads the answer, and the
 * services.
 */
export interface RouteCall {
  readonly context: RequestContext;
  readonly reader: Reader;
  readonly services: Services;
}

/** A route of the API. */
export const route = routeFor<RouteCall>();
