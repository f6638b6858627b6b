/** The role of EventBridge Scheduler. */
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Aws } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** A permission of a schedule: one action on one resource. */
export type Permission = readonly [action: string, resource: string];

/** A role with these permissions only, for the schedules of this account. */
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
