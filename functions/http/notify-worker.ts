import { logger } from '../../lib/runtime/log.ts';
import type { Services } from '../../lib/runtime/services.ts';

/**
 * Sends a message for saved work. After a failure, a sweep finds the work within a minute or two.
 */
export const notifyWorker = async ({ startWork }: Services, workId: string): Promise<void> => {
  try {
    await startWork({ workId });
  } catch (error) {
    logger.warn('the worker was not told', { workId, error: error instanceof Error ? error : undefined });
  }
};
