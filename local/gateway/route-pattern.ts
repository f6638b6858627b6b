/** A parsed route key, such as `ANY /api/{proxy+}` or `$default`. */
export interface RoutePattern {
  readonly routeKey: string;
  readonly method: string;
  readonly segments: readonly string[];
}

/** The route of a request, with the values of its path parameters. */
export interface PatternMatch<R extends RoutePattern> {
  readonly route: R;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Parses a route key. */
export function patternOf(routeKey: string): RoutePattern {
  const [method = '', path = ''] = routeKey === '$default' ? ['ANY', ''] : routeKey.split(' ');
  return { routeKey, method, segments: segmentsOf(path) };
}

/**
 * The most specific route for this method and decoded path, in the real service's order: a full
 * match, a greedy `{proxy+}`, `$default`; among equals the one that names the method.
 */
export function matchPattern<R extends RoutePattern>(
  routes: readonly R[],
  method: string,
  path: string,
): PatternMatch<R> | undefined {
  return routes
    .map((route) => ({ route, pathParameters: parametersOf(route, method, segmentsOf(path)) }))
    .filter((match): match is PatternMatch<R> => match.pathParameters !== undefined)
    .sort((one, other) => compare(rankOf(one.route), rankOf(other.route)))[0];
}

function parametersOf(
  route: RoutePattern,
  method: string,
  path: readonly string[],
): Record<string, string> | undefined {
  if (route.method !== 'ANY' && route.method !== method) return undefined;
  if (route.routeKey === '$default') return {};
  const parameters: Record<string, string> = {};
  for (const [index, pattern] of route.segments.entries()) {
    const name = /^\{(.+?)\+?\}$/.exec(pattern)?.[1];
    const here = path[index];
    if (here === undefined) return undefined;
    if (pattern.endsWith('+}') && name !== undefined) {
      const rest = path.slice(index).join('/');
      return rest === '' ? undefined : { ...parameters, [name]: rest };
    }
    if (name === undefined ? here !== pattern : here === '') return undefined;
    if (name !== undefined) parameters[name] = here;
  }
  return path.length === route.segments.length ? parameters : undefined;
}

/** A sort key: one digit per segment, then one for the method; `$default` sorts last. */
function rankOf({ routeKey, method, segments }: RoutePattern): string {
  if (routeKey === '$default') return '9';
  const ranks = segments.map((segment) =>
    segment.endsWith('+}') ? '2' : segment.startsWith('{') ? '1' : '0',
  );
  return `${ranks.join('')}${method === 'ANY' ? '4' : '3'}`;
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const segmentsOf = (path: string): readonly string[] => path.split('/').slice(1);
