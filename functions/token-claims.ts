/**
 * Adds the claims of Apart to every access token. Cognito calls it for each token
 * (docs/adr/0003-tokens.md).
 */
import { CLAIMS } from '../lib/contract.ts';

/** The part of a pre-token-generation event (versions 2 and 3) that is used here. */
export interface TokenEvent {
  readonly triggerSource: string;
  readonly request: { readonly userAttributes?: Readonly<Record<string, string>> };
}

type Claims = Readonly<Record<string, string>>;

/** The event with the claims to add to the access token. */
export type TokenAnswer<Event> = Event & {
  readonly response: {
    readonly claimsAndScopeOverrideDetails: {
      readonly accessTokenGeneration: { readonly claimsToAddOrOverride: Claims };
    };
  };
};

export const handler = <Event extends TokenEvent>(event: Event): Promise<TokenAnswer<Event>> =>
  Promise.resolve({
    ...event,
    response: {
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claimsFor(event) } },
    },
  });

/**
 * A client that is a program gets the role of the feed: no other client may ask for a token without
 * a user.
 */
function claimsFor({ triggerSource, request }: TokenEvent): Claims {
  if (triggerSource === 'TokenGeneration_ClientCredentials') return { [CLAIMS.role]: 'feed' };
  return Object.fromEntries(
    Object.values(CLAIMS).flatMap((claim) => {
      const value = request.userAttributes?.[`custom:${claim}`];
      return value ? [[claim, value]] : [];
    }),
  );
}
