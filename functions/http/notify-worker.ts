import { logger } from '../../lib/runtime/log.ts';
import type { Services } from '../../lib/runtime/services.ts';

/**
 * Tells the worker of work that is written down. Where that fails, the worker finds it by itself
 * within a minute or two.
 */
export const notifyWorker = async ({ startWork }: Services, workId: string): Promise<void> => {
  try {
    await startWork({ workId });
  } catch (error) {
    logger.warn('the worker was not told', { workId, error: error instanceof Error ? error : undefined });
  }
};
