/** Sets the environment of the functions; must be imported before anything reads it. */
import { REGION } from '../local/template/template-values.ts';

// The benchmarks measure the embedded engine, and start their own.
delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
Object.assign(process.env, {
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  POWERTOOLS_LOG_LEVEL: 'WARN',
  POWERTOOLS_METRICS_DISABLED: 'true',
  POWERTOOLS_SERVICE_NAME: 'apart-bench',
});
