/** Imported first: the environment of the functions, before anything reads it. */
import { REGION } from '../local/template/template-values.ts';

// The bench is about the embedded engine, and starts its own.
delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
Object.assign(process.env, {
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  POWERTOOLS_LOG_LEVEL: 'WARN',
  POWERTOOLS_METRICS_DISABLED: 'true',
  POWERTOOLS_SERVICE_NAME: 'apart-bench',
});
