/** The first page to look at when somebody reports a problem. */
import { AlarmStatusWidget, Dashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { HttpService } from './http-service.ts';
import type { NodeFunction } from './node-function.ts';
import type { AnyTable } from './table-access.ts';
import type { WatchedWork } from './work-alarms.ts';

/** The sources of the graphs. */
export interface ServiceDashboardProps {
  readonly alarms: Alarms;
  readonly http: HttpService;
  readonly nightly: NodeFunction;
  readonly work: WatchedWork;
  readonly table: AnyTable;
}

/** Shows the alarms, the API, the night, the work and the table. */
export class ServiceDashboard extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { alarms, http: { api }, nightly, work, table }: ServiceDashboardProps,
  ) {
    super(scope, id);
    new Dashboard(this, 'Page').addWidgets(
      new AlarmStatusWidget({ title: 'Alarms', alarms: alarms.all, width: 24 }),
      graph('Calls', [
        api.metricCount({ statistic: 'Sum' }),
        api.metricClientError({ statistic: 'Sum' }),
        api.metricServerError({ statistic: 'Sum' }),
      ]),
      graph(
        'Latency (ms)',
        ['p50', 'p99'].map((statistic) => api.metricLatency({ statistic, label: statistic })),
      ),
      graph(
        'Night',
        [nightly.metricInvocations(), nightly.metricErrors()],
        [nightly.metricDuration({ statistic: 'Maximum' })],
      ),
      graph(
        'Work',
        [work.handler.metricInvocations(), work.handler.metricErrors()],
        [work.queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum' })],
      ),
      graph('Table units', [
        table.metricConsumedReadCapacityUnits({ statistic: 'Sum' }),
        table.metricConsumedWriteCapacityUnits({ statistic: 'Sum' }),
      ]),
    );
  }
}

const graph = (title: string, left: IMetric[], right: IMetric[] = []): GraphWidget =>
  new GraphWidget({ title, left, right, width: 12 });
