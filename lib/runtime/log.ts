import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

/**
 * Structured logs and metrics. Log single fields by name, and never a path, a body or a card number
 * (rule P2).
 */
export const logger = new Logger();

export const metrics = new Metrics();
