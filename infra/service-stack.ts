/**
 * Everything except the table: sign-in, the client, the API, the worker, the night and their
 * alarms.
 */
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { CfnOutput, Duration, Stack, type App } from 'aws-cdk-lib/core';
import { ENV, INDEXES } from '../lib/contract.ts';
import { Alarms } from './constructs/alarms.ts';
import { watchCapacity } from './constructs/capacity-alarms.ts';
import { ServiceDashboard } from './constructs/dashboard.ts';
import { HttpService } from './constructs/http-service.ts';
import { Identity } from './constructs/identity.ts';
import { NightMail } from './constructs/night-mail.ts';
import { NightlyJob } from './constructs/nightly-job.ts';
import { NodeFunction } from './constructs/node-function.ts';
import { Site } from './constructs/site.ts';
import { allowItems, type AnyTable } from './constructs/table-access.ts';
import { WorkQueue } from './constructs/work-queue.ts';
import type { DeploymentSettings } from './settings.ts';

export interface ServiceStackProps {
  /** The table of ApartData. */
  readonly ownTable: Table;
  readonly settings: DeploymentSettings;
  /** The folder with the built staff client. */
  readonly site: string;
}

/** The stack that can be deleted and deployed again without the loss of a block. */
export class ServiceStack extends Stack {
  constructor(scope: App, id: string, { ownTable, settings, site: folder }: ServiceStackProps) {
    super(scope, id, {
      description: 'Apart: sign-in, the client, the API, the worker, the night and their alarms.',
    });
    const { tableName } = settings;
    const table: AnyTable = tableName ? Table.fromTableName(this, 'RestoredTable', tableName) : ownTable;
    const environment = {
      [ENV.table]: table.tableName,
      [ENV.patronRetentionDays]: String(settings.patronRetentionDays),
    };
    const alarms = new Alarms(this, 'Alarms');
    const identity = new Identity(this, 'Identity', { webUrl: settings.webUrl, alarms });

    const nightly = new NightlyJob(this, 'Nightly', { environment, alarms });
    allowItems(nightly.handler, table, [INDEXES.due, INDEXES.byActivity, INDEXES.copiesByCover]);
    const mail = new NightMail(this, 'NightMail', nightly.handler, settings);

    const work = new WorkQueue(this, 'Work', { environment, alarms });
    allowItems(work.handler, table, [
      INDEXES.byActivity,
      INDEXES.copiesByCollection,
      INDEXES.copiesByCollectionAtBranch,
      INDEXES.copiesByCover,
    ]);

    const handler = new NodeFunction(this, 'Api', {
      entry: 'api',
      description: 'Answers every call to the API',
      timeout: Duration.seconds(29),
      memorySize: 1024,
      environment: {
        ...environment,
        [ENV.nightlyFunction]: nightly.handler.functionName,
        [ENV.workQueueUrl]: work.queue.queueUrl,
      },
    });
    allowItems(
      handler,
      table,
      Object.values(INDEXES).filter((index) => index !== INDEXES.due),
    );
    handler.allow(['lambda:InvokeFunction'], [nightly.handler.functionArn]);
    work.letSend(handler);

    const http = new HttpService(this, 'Http', { handler, identity, alarms });
    const site = new Site(this, 'Site', { folder, identity, http, settings });
    watchCapacity(alarms, handler, table);
    new ServiceDashboard(this, 'Dashboard', { alarms, http, nightly: nightly.handler, work, table });

    new CfnOutput(this, 'SiteUrl', { value: `https://${site.distribution.distributionDomainName}/` });
    new CfnOutput(this, 'ApiUrl', { value: http.api.apiEndpoint });
    new CfnOutput(this, 'UserPoolId', { value: identity.pool.userPoolId });
    new CfnOutput(this, 'WebClientId', { value: identity.web.userPoolClientId });
    new CfnOutput(this, 'FeedClientId', { value: identity.feed.userPoolClientId });
    new CfnOutput(this, 'AlarmTopicArn', { value: alarms.topic.topicArn });
    new CfnOutput(this, 'NewsTopicArn', { value: mail.topic.topicArn });
  }
}
