import { StartError } from '../errors.ts';

/** A JSON value of a template. */
export type Json = string | number | boolean | null | readonly Json[] | JsonRecord;

/** A JSON object of a template. */
export interface JsonRecord {
  readonly [name: string]: Json;
}

/** Whether the value is an object, and not a list or null. */
export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** The object under this name, or an empty one. */
export function recordAt(record: JsonRecord, name: string): JsonRecord {
  const value = record[name];
  return value !== undefined && isRecord(value) ? value : {};
}

/** The list under this name, or an empty one. */
export function listAt(record: JsonRecord, name: string): readonly Json[] {
  const value = record[name];
  return isList(value) ? value : [];
}

/** A text, number or boolean as text. Throws a `StartError` for another value. */
export function asString(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new StartError(
    `The template has ${JSON.stringify(value ?? null)} where the local system expects a text.`,
  );
}

/** The region of all local resources. */
export const REGION = process.env.AWS_REGION ?? 'eu-central-1';

const ACCOUNT = '000000000000';

/** The pseudo parameters of CloudFormation. */
export const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': REGION,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** The parts of a resource that decide its local names. */
export interface Named {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly nameGiven: string | undefined;
}

/** The value of `Ref` for a resource. */
export function referenceTo({ stack, id, type, nameGiven }: Named): string {
  switch (type) {
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
    case 'AWS::Lambda::Function':
      return nameGiven ?? `${stack}-${id}`;
    case 'AWS::Cognito::UserPool':
      return `${REGION}_${id}`;
    case 'AWS::SNS::Topic':
      return arn('sns', nameGiven ?? id);
    case 'AWS::SQS::Queue':
      return `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${nameGiven ?? `${stack}-${id}`}`;
    default:
      return id;
  }
}

type Attribute = (ref: string, named: Named) => string;

const lastPart: Attribute = (ref) => ref.slice(ref.lastIndexOf('/') + 1);
const itself: Attribute = (ref) => ref;
const tableArn: Attribute = (ref) => arn('dynamodb', `table/${ref}`);

const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  'AWS::DynamoDB::Table.Arn': tableArn,
  'AWS::DynamoDB::GlobalTable.Arn': tableArn,
  'AWS::Lambda::Function.Arn': (ref) => arn('lambda', `function:${ref}`),
  'AWS::SQS::Queue.Arn': (ref, named) => arn('sqs', lastPart(ref, named)),
  'AWS::SQS::Queue.QueueName': lastPart,
  'AWS::SQS::Queue.QueueUrl': itself,
  'AWS::SNS::Topic.TopicArn': itself,
  'AWS::SNS::Topic.TopicName': (_, named) => named.nameGiven ?? named.id,
  'AWS::Cognito::UserPool.Arn': (ref) => arn('cognito-idp', `userpool/${ref}`),
  'AWS::Cognito::UserPool.ProviderName': (ref) => poolProvider(ref),
  'AWS::Cognito::UserPool.ProviderURL': (ref) => `https://${poolProvider(ref)}`,
  'AWS::S3::Bucket.RegionalDomainName': (ref) => `${ref}.s3.${REGION}.amazonaws.com`,
  'AWS::CloudFront::Function.FunctionARN': (ref) => arn('cloudfront', `function/${ref}`),
  'AWS::CloudFront::OriginAccessControl.Id': itself,
};

/** The value of `Fn::GetAtt` for a resource. Throws a `StartError` for an unknown attribute. */
export function attributeOf(named: Named, attribute: string): string {
  const known = ATTRIBUTES[`${named.type}.${attribute}`];
  if (known) return known(referenceTo(named), named);
  if (attribute === 'Arn') return arn('local', named.id);
  throw new StartError(`The local system does not know ${attribute} of ${named.id} in ${named.stack}.`);
}

const poolProvider = (poolId: string): string => `cognito-idp.${REGION}.amazonaws.com/${poolId}`;

const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
