import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type { Caller, Role } from '../../lib/domain/caller.ts';

const ROLES: readonly string[] = ['patron', 'staff', 'admin', 'feed'] satisfies Role[];

type Claims = Readonly<Record<string, string | number | boolean | string[]>>;

/** The authorizer hands a list over as one text: `[BR1 BR2]`. */
const listOf = (claim: Claims[string] | undefined): readonly string[] =>
  (Array.isArray(claim)
    ? claim
    : String(claim ?? '')
        .replace(/^\[|\]$/g, '')
        .split(/[\s,]+/)
  ).filter(Boolean);

const claimsOf = (event: Partial<APIGatewayProxyEventV2WithJWTAuthorizer>): Claims | undefined =>
  (event.requestContext?.authorizer as { jwt?: { claims?: Claims } } | undefined)?.jwt?.claims;

/**
 * Who calls, from the claims that the authorizer has checked; undefined without a role, or for a
 * patron without card.
 */
export const callerOf = (event: Partial<APIGatewayProxyEventV2WithJWTAuthorizer>): Caller | undefined => {
  const claims = claimsOf(event);
  const role = String(claims?.role ?? '');
  if (!claims || !ROLES.includes(role)) return undefined;
  if (role === 'patron' && !claims.patronId) return undefined;
  const patronId = claims.patronId === undefined ? undefined : String(claims.patronId);
  return {
    sub: String(claims.sub ?? ''),
    role: role as Role,
    branchIds: role === 'staff' ? listOf(claims.branchIds) : [],
    ...(role === 'patron' && patronId !== undefined && { patronId }),
  };
};
