import { describe, expect, it, test } from 'vitest';
import { resourcesIn, type Resource } from '../../../local/template/template.ts';
import { REGION, type Json, type JsonRecord } from '../../../local/template/template-values.ts';

const table: JsonRecord = {
  Resources: { Table: { Type: 'AWS::DynamoDB::Table', Properties: {} } },
  Outputs: {
    TableName: { Value: { Ref: 'Table' }, Export: { Name: 'Data:Table' } },
    TableArn: {
      Value: { 'Fn::GetAtt': ['Table', 'Arn'] },
      Export: { Name: { 'Fn::Sub': '${AWS::StackName}:TableArn' } },
    },
  },
};

const service = (value: Json, more: JsonRecord = {}): JsonRecord => ({
  Parameters: { Stage: { Type: 'String', Default: 'test' } },
  Resources: {
    Fn: { Type: 'AWS::Lambda::Function', Properties: { Value: value, FunctionName: 'named' } },
    Pool: { Type: 'AWS::Cognito::UserPool' },
    Role: { Type: 'AWS::IAM::Role' },
    Queue: { Type: 'AWS::SQS::Queue' },
    NamedQueue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
    Topic: { Type: 'AWS::SNS::Topic' },
    ...more,
  },
});

const resources = (value: Json = '', more: JsonRecord = {}): readonly Resource[] =>
  resourcesIn([
    { name: 'Data', template: table },
    { name: 'Service', template: service(value, more) },
  ]);

const worked = (value: Json): Json | undefined =>
  resources(value)
    .find(({ id }) => id === 'Fn')
    ?.property('Value');

describe('a value of the template', () => {
  test.each<[string, Json, Json]>([
    ['a text', 'x', 'x'],
    ['a pseudo parameter', { Ref: 'AWS::AccountId' }, '000000000000'],
    ['the name of its stack', { Ref: 'AWS::StackName' }, 'Service'],
    ['a parameter', { Ref: 'Stage' }, 'test'],
    ['a function by the name it was given', { Ref: 'Fn' }, 'named'],
    ['a user pool', { Ref: 'Pool' }, `${REGION}_Pool`],
    [
      'the address of a user pool',
      { 'Fn::GetAtt': ['Pool', 'ProviderURL'] },
      `https://cognito-idp.${REGION}.amazonaws.com/${REGION}_Pool`,
    ],
    ['an attribute', { 'Fn::GetAtt': ['Fn', 'Arn'] }, `arn:aws:lambda:${REGION}:000000000000:function:named`],
    [
      'an attribute written with a dot',
      { 'Fn::GetAtt': 'Fn.Arn' },
      `arn:aws:lambda:${REGION}:000000000000:function:named`,
    ],
    [
      'the address of a queue',
      { Ref: 'Queue' },
      `https://sqs.${REGION}.amazonaws.com/000000000000/Service-Queue`,
    ],
    [
      'the ARN of a queue',
      { 'Fn::GetAtt': ['Queue', 'Arn'] },
      `arn:aws:sqs:${REGION}:000000000000:Service-Queue`,
    ],
    ['the name of a queue', { 'Fn::GetAtt': ['NamedQueue', 'QueueName'] }, 'jobs'],
    ['a topic', { Ref: 'Topic' }, `arn:aws:sns:${REGION}:000000000000:Topic`],
    ['the name of a topic', { 'Fn::GetAtt': ['Topic', 'TopicName'] }, 'Topic'],
    ['the name of a table in another stack', { 'Fn::ImportValue': 'Data:Table' }, 'Data-Table'],
    [
      'an export whose name is itself worked out',
      { 'Fn::ImportValue': 'Data:TableArn' },
      `arn:aws:dynamodb:${REGION}:000000000000:table/Data-Table`,
    ],
    ['parts joined', { 'Fn::Join': ['', ['integrations/', { Ref: 'Stage' }]] }, 'integrations/test'],
    [
      'a text with variables',
      { 'Fn::Sub': '${Fn}/${Fn.Arn}/${!literal}' },
      `named/arn:aws:lambda:${REGION}:000000000000:function:named/\${literal}`,
    ],
    [
      'a text with variables of its own',
      { 'Fn::Sub': ['${a}-${Stage}', { a: { Ref: 'Fn' } }] },
      'named-test',
    ],
    ['what is nested', { list: [{ Ref: 'Stage' }], n: 1, yes: true }, { list: ['test'], n: 1, yes: true }],
    ['an empty object', {}, {}],
  ])('can be %s', (_, value, expected) => {
    expect(worked(value)).toEqual(expected);
  });

  test.each<[string, Json, string]>([
    [
      'an unknown function',
      { 'Fn::Cidr': ['10.0.0.0/8', 1, 1] },
      'The local system cannot work out the Fn::Cidr in Service.',
    ],
    ['an unknown export', { 'Fn::ImportValue': 'Nowhere' }, 'No stack exports Nowhere'],
    ['an unknown resource', { Ref: 'Nobody' }, 'Service refers to Nobody, which is not in its template.'],
    [
      'an unknown attribute',
      { 'Fn::GetAtt': ['Pool', 'Moon'] },
      'The local system does not know Moon of Pool in Service.',
    ],
  ])('that is %s stops the start', (_, value, sentence) => {
    expect(() => worked(value)).toThrow(sentence);
  });

  it('that nobody asks for does not', () => {
    expect(() => resources({ 'Fn::Cidr': [] })).not.toThrow();
  });
});

describe('the resources of the template', () => {
  it('are those that the local system stands in for', () => {
    expect(resources().map(({ id }) => id)).toEqual(['Table', 'Fn', 'Pool', 'Queue', 'NamedQueue', 'Topic']);
  });

  it('that it cannot stand in for stop the start', () => {
    const stream = { Stream: { Type: 'AWS::Kinesis::Stream' } };
    expect(() => resources('', stream)).toThrow(
      'The local system has no stand-in for Stream of Service, a resource of type AWS::Kinesis::Stream.',
    );
  });
});
