/** The role and the log of CDK's function that uploads the site. */
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { PolicyStatement, Role, ServicePrincipal, type IRole } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { RemovalPolicy, Stack, Validations, type CfnElement } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** The source and the target of an upload, and the distribution to invalidate. */
export interface SiteUploaderProps {
  readonly from: IBucket;
  readonly to: IBucket;
  readonly distribution: Distribution;
}

/** The role and the log of a `BucketDeployment`. */
export interface SiteUploader {
  readonly role: IRole;
  readonly logGroup: LogGroup;
}

/**
 * Creates a role with these permissions only. CDK cannot extend it: it would add a dozen actions,
 * and all distributions.
 */
export function siteUploader(scope: Construct, props: SiteUploaderProps): SiteUploader {
  const logGroup = new LogGroup(scope, 'UploadLogs', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, 'UploadRole', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  for (const [actions, resource] of permissions(props))
    role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [resource] }));
  Validations.of(role).acknowledge(
    {
      id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]',
      reason:
        'Reads any file that CDK has put up: each deployment has others, and IAM takes a moment to notice.',
    },
    {
      id: `AwsSolutions-IAM5[Resource::<${logicalIdOf(props.to)}.Arn>/*]`,
      reason: "Writes any file of the site's own bucket: that is all it is for.",
    },
  );
  return { role: role.withoutPolicyUpdates(), logGroup };
}

const logicalIdOf = (bucket: IBucket): string =>
  Stack.of(bucket).getLogicalId(bucket.node.defaultChild as CfnElement);

const permissions = ({ from, to, distribution }: SiteUploaderProps): readonly [string[], string][] => [
  // Any file: each deployment has other files, and a changed policy is not in force everywhere at
  // once.
  [['s3:GetObject'], from.arnForObjects('*')],
  [['s3:ListBucket', 's3:GetBucketTagging'], to.bucketArn],
  [['s3:PutObject'], to.arnForObjects('*')],
  [['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation'], distribution.distributionArn],
];
