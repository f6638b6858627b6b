/**
 * The HTTP API. All routes except the public ones require a token. Calls are throttled, and logged
 * without card numbers.
 */
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { PUBLIC_ROUTES } from '../../lib/contract.ts';
import type { Alarms } from './alarms.ts';
import type { Identity } from './identity.ts';
import type { NodeFunction } from './node-function.ts';

/**
 * Omits the path, which may hold a card number, the query, which may hold a patron, and all else
 * about the caller.
 */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLength: '$context.responseLength',
  latency: '$context.responseLatency',
  integrationLatency: '$context.integrationLatency',
  integrationStatus: '$context.integrationStatus',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
  gatewayError: '$context.error.responseType',
};

/** The function behind the API, its authorizer and its alarms. */
export interface HttpServiceProps {
  readonly handler: NodeFunction;
  readonly identity: Identity;
  readonly alarms: Alarms;
}

/** The HTTP API in front of one function. */
export class HttpService extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { handler, identity, alarms }: HttpServiceProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { createDefaultStage: false, description: 'Apart' });
    this.addStage();
    this.addRoutes(handler, identity);
    this.addAlarms(alarms);
  }

  private addStage(): void {
    const logs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
  }

  private addRoutes(handler: NodeFunction, { pool, clients }: Identity): void {
    const integration = new HttpLambdaIntegration('Handler', handler, { timeout: Duration.seconds(29) });
    const authorizer = new HttpUserPoolAuthorizer('Caller', pool, { userPoolClients: [...clients] });
    this.api.addRoutes({ path: '/api/{proxy+}', methods: [HttpMethod.ANY], integration, authorizer });
    for (const path of PUBLIC_ROUTES) {
      for (const route of this.api.addRoutes({ path, methods: [HttpMethod.GET], integration })) {
        Validations.of(route).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason: 'Public on purpose: it says that Apart is up, or how to call it, and holds no data.',
        });
      }
    }
  }

  private addAlarms(alarms: Alarms): void {
    const period = Duration.minutes(5);
    alarms.whenReached('ApiFails', {
      metric: this.api.metricServerError({ period, statistic: 'Sum' }),
      threshold: 5,
      means:
        'Staff and readers get errors instead of answers: checking out, reserving or blocking fails for some.',
      todo: 'Find the traceId of an error in the log of the API function and follow it from there.',
    });
    alarms.whenReached('ApiSlow', {
      metric: this.api.metricLatency({ period, statistic: 'p99' }),
      threshold: 3000,
      periods: 3,
      means: 'One in a hundred calls takes over three seconds: queues form at the desk.',
      todo: 'Compare the latency of the API with that of the table on the dashboard, then look at the slowest traces.',
    });
  }
}
