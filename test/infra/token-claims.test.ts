import { describe, expect, it } from 'vitest';
import { handler } from '../../functions/token-claims.ts';

const SIGN_IN = 'TokenGeneration_HostedAuth';

const claimsFor = async (
  triggerSource: string,
  userAttributes?: Record<string, string>,
): Promise<unknown> => {
  const { response } = await handler({ triggerSource, request: userAttributes ? { userAttributes } : {} });
  return response.claimsAndScopeOverrideDetails.accessTokenGeneration.claimsToAddOrOverride;
};

describe('the claims of an access token', () => {
  it.each<[string, string, Record<string, string> | undefined, Record<string, string>]>([
    [
      'staff: role and branches',
      SIGN_IN,
      { sub: '1', email: 'a@b.nl', 'custom:role': 'staff', 'custom:branchIds': 'A B' },
      { role: 'staff', branchIds: 'A B' },
    ],
    [
      'a patron: role and card',
      SIGN_IN,
      { 'custom:role': 'patron', 'custom:patronId': 'P1' },
      { role: 'patron', patronId: 'P1' },
    ],
    [
      'a refreshed token has them again',
      'TokenGeneration_RefreshTokens',
      { 'custom:role': 'admin' },
      { role: 'admin' },
    ],
    [
      'an empty attribute makes no claim',
      SIGN_IN,
      { 'custom:role': 'admin', 'custom:branchIds': '' },
      { role: 'admin' },
    ],
    ['who has no role gets none', SIGN_IN, { sub: '1', role: 'admin' }, {}],
    ['a program is the feed', 'TokenGeneration_ClientCredentials', undefined, { role: 'feed' }],
    [
      'a program cannot ask to be more',
      'TokenGeneration_ClientCredentials',
      { 'custom:role': 'admin' },
      { role: 'feed' },
    ],
  ])('%s', async (_, triggerSource, attributes, expected) => {
    expect(await claimsFor(triggerSource, attributes)).toEqual(expected);
  });

  it('leave the rest of the event as it came, as Cognito wants it', async () => {
    const event = { version: '3', triggerSource: SIGN_IN, userName: 'x', request: { userAttributes: {} } };
    expect(await handler(event)).toMatchObject(event);
  });
});
