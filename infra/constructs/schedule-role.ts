/** As whom EventBridge Scheduler acts. */
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Aws } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** What a schedule may do: one action on one resource each. */
export type Permission = readonly [action: string, resource: string];

/** A role for the schedules of this account, with these permissions and no others. */
export function scheduleRole(scope: Construct, permissions: readonly Permission[]): Role {
  const role = new Role(scope, 'ScheduleRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  });
  for (const [action, resource] of permissions)
    role.addToPolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
  return role;
}
