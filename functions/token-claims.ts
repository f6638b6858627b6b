/**
 * Says in every access token who its bearer is to Apart. Cognito calls it for each token
 * (docs/adr/0003-tokens.md).
 */
import { CLAIMS } from '../lib/contract.ts';

/**
 * What Cognito asks: the part of a pre-token-generation event (versions 2 and 3) that matters here.
 */
export interface TokenEvent {
  readonly triggerSource: string;
  readonly request: { readonly userAttributes?: Readonly<Record<string, string>> };
}

type Claims = Readonly<Record<string, string>>;

/** The event with its answer: claims to add to the access token. */
export type TokenAnswer<Event> = Event & {
  readonly response: {
    readonly claimsAndScopeOverrideDetails: {
      readonly accessTokenGeneration: { readonly claimsToAddOrOverride: Claims };
    };
  };
};

/** The Lambda handler. */
export const handler = <Event extends TokenEvent>(event: Event): Promise<TokenAnswer<Event>> =>
  Promise.resolve({
    ...event,
    response: {
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claimsFor(event) } },
    },
  });

/** A program is the feed: no other client may ask for a token without a user. */
function claimsFor({ triggerSource, request }: TokenEvent): Claims {
  if (triggerSource === 'TokenGeneration_ClientCredentials') return { [CLAIMS.role]: 'feed' };
  return Object.fromEntries(
    Object.values(CLAIMS).flatMap((claim) => {
      const value = request.userAttributes?.[`custom:${claim}`];
      return value ? [[claim, value]] : [];
    }),
  );
}
