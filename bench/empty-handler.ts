/** A function that does nothing, with the same libraries as the API: what its import time is compared with. */
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { IntlMessageFormat } from 'intl-messageformat';
import * as z from 'zod';
import en from 'zod/v4/locales/en.js';
import nl from 'zod/v4/locales/nl.js';

/** So that nothing of them is left out of the bundle. */
const libraries = {
  client: DynamoDBDocumentClient.from(new DynamoDBClient({})),
  commands: [BatchGetCommand, DeleteCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand],
  logger: new Logger(),
  metrics: new Metrics(),
  signing: [SignatureV4, Sha256],
  IntlMessageFormat,
  schema: z.toJSONSchema(z.strictObject({ text: z.string().optional() })),
  locales: [en(), nl()],
};

// No export: it is imported to be timed, and never called.
middy().handler(() => ({ statusCode: Object.keys(libraries).length }));
