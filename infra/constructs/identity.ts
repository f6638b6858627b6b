/** Sign-in, and the claims in its tokens, which docs/adr/0003-tokens.md describes. */
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  type UserPoolDomain,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import { Aws, Duration, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { NodeFunction } from './node-function.ts';

/** Excludes the flows in which a program could try passwords. */
const HOSTED_SIGN_IN_ONLY = { userSrp: false };

export interface IdentityProps {
  /** The address that sign-in returns to. */
  readonly webUrl: string;
  readonly alarms: Alarms;
}

/** The user pool, one client for people (code flow with PKCE) and one for the catalogue feed. */
export class Identity extends Construct {
  readonly pool: UserPool;
  readonly web: UserPoolClient;
  readonly feed: UserPoolClient;
  /** The domain of the sign-in page. */
  readonly domain: UserPoolDomain;

  constructor(scope: Construct, id: string, { webUrl, alarms }: IdentityProps) {
    super(scope, id);
    this.pool = this.createPool();
    this.web = this.addWebClient(webUrl);
    this.feed = this.addFeedClient();
    this.domain = this.pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `apart-${Aws.ACCOUNT_ID}` },
    });
    this.addTokenClaims(alarms);
  }

  /** The clients whose tokens the API accepts. */
  get clients(): readonly UserPoolClient[] {
    return [this.web, this.feed];
  }

  private createPool(): UserPool {
    const pool = new UserPool(this, 'Users', {
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInCaseSensitive: false,
      signInAliases: { username: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      customAttributes: {
        role: new StringAttribute({ mutable: true, maxLen: 10 }),
        branchIds: new StringAttribute({ mutable: true, maxLen: 2048 }),
        patronId: new StringAttribute({ mutable: true, maxLen: 40 }),
      },
      deletionProtection: true,
    });
    Validations.of(pool).acknowledge(
      {
        id: 'AwsSolutions-COG2',
        reason:
          'Optional: readers, children among them, sign in here too. docs/operations.md has staff use it.',
      },
      {
        id: 'AwsSolutions-COG8',
        reason: 'Threat protection is part of the Plus plan; a network that has it can turn it on.',
      },
    );
    return pool;
  }

  private addWebClient(webUrl: string): UserPoolClient {
    return this.pool.addClient('Web', {
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
      authFlows: HOSTED_SIGN_IN_ONLY,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.PROFILE],
        callbackUrls: [webUrl],
        logoutUrls: [webUrl],
      },
      // The default lets users write every attribute, their own role included.
      writeAttributes: new ClientAttributes().withStandardAttributes({ email: true, locale: true }),
    });
  }

  private addFeedClient(): UserPoolClient {
    const scope = new ResourceServerScope({ scopeName: 'feed', scopeDescription: 'Loads the catalogue' });
    const server = this.pool.addResourceServer('Api', { identifier: 'apart', scopes: [scope] });
    return this.pool.addClient('Feed', {
      generateSecret: true,
      accessTokenValidity: Duration.hours(1),
      authFlows: HOSTED_SIGN_IN_ONLY,
      oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.resourceServer(server, scope)] },
    });
  }

  private addTokenClaims(alarms: Alarms): void {
    const trigger = new NodeFunction(this, 'TokenClaims', {
      entry: 'token-claims',
      description: 'Copies role, branches and card of a user into the access token',
      timeout: Duration.seconds(5),
      memorySize: 256,
    });
    this.pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, trigger, LambdaVersion.V3_0);
    alarms.whenReached('SignInFails', {
      metric: trigger.metricErrors({ period: Duration.minutes(5), statistic: 'Sum' }),
      means: 'Nobody can sign in or stay signed in; who has a token works on for at most an hour.',
      todo: 'Look in the log of the token-claims function, and deploy the version before if it changed.',
    });
  }
}
