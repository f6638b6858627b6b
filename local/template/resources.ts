/** The resource types with a local stand-in. */
const stoodIn = new Set([
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Lambda::Function',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::SQS::Queue',
  'AWS::SNS::Topic',
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Stage',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::Scheduler::Schedule',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::S3::Bucket',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'Custom::CDKBucketDeployment',
]);

/** The resource types without meaning on one machine: permissions, logs, alarms, keys. */
const withoutMeaning = [
  /^AWS::CDK::Metadata$/,
  /^AWS::IAM::/,
  /^AWS::Lambda::(Permission|LayerVersion)$/,
  /^AWS::Logs::/,
  /^AWS::CloudWatch::/,
  /^AWS::SNS::(TopicPolicy|Subscription)$/,
  /^AWS::KMS::/,
  /^AWS::SQS::QueuePolicy$/,
  /^AWS::Cognito::UserPool(Domain|Group|ResourceServer|User)$/,
  /^AWS::Scheduler::ScheduleGroup$/,
  /^AWS::S3::BucketPolicy$/,
  /^AWS::CloudFront::OriginAccessControl$/,
];

/** How the local system treats a type of resource. */
export type Treatment = 'stood in for' | 'without meaning' | 'unknown';

export function treatmentOf(type: string): Treatment {
  if (stoodIn.has(type)) return 'stood in for';
  return withoutMeaning.some((pattern) => pattern.test(type)) ? 'without meaning' : 'unknown';
}
