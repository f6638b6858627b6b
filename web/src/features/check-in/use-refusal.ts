import { ConnectionLost } from '../../lib/api/problem.ts';
import { notify } from '../../lib/notifications.ts';
import { explained } from '../../components/problem-box.tsx';
import { buzz } from '../scanning/sound.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';

/** Reports an error in the status bar, with a sound. */
export function useTellRefusal(): (error: unknown) => void {
  const common = useCommonTexts();
  return (error) => {
    notify('error', explained(error, common).sentences.join(' '));
    buzz();
  };
}

/** Reports errors of queued work, except a lost connection: the queue retries that. */
export function useRefusal(): <T>(work: Promise<T>) => Promise<T> {
  const tellRefusal = useTellRefusal();
  return async (work) => {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof ConnectionLost)) tellRefusal(error);
      throw error;
    }
  };
}
