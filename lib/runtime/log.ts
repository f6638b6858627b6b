import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

/**
 * Structured log lines and metrics. What is logged is named field by field: no path, no body, no
 * card number (rule P2).
 */
export const logger = new Logger();

export const metrics = new Metrics();
