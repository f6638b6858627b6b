import { useRef } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ConnectionLost } from '../../api/problem.ts';
import { tell } from '../../parts/notice.ts';
import { explained } from '../../parts/problem-box.tsx';
import { backToScanning } from '../../scans/focus.ts';
import { useScanQueue, type Scan, type ScanQueue } from '../../scans/scan-queue.ts';
import { buzz } from '../../scans/sound.ts';
import { worksFor } from '../../session/person.ts';
import { useSession } from '../../session/session.tsx';
import { useWords } from '../../texts/words.ts';
import { checkCopyIn, endedBlocks, useDestination, type CheckedIn } from './checked-in.ts';
import { useCheckInTexts } from './texts.ts';

/** A session of checking in: scan after scan, each told as soon as it is done. */
export interface CheckInSession extends ScanQueue<CheckedIn> {
  /** Takes off what was left on a copy that was scanned. */
  readonly lift: (scan: Scan<CheckedIn>) => Promise<void>;
}

/** Checks in what is scanned, at the branch of the session. */
export function useCheckIn(): CheckInSession {
  const client = useQueryClient();
  const { branchId, person } = useSession();
  const say = useCheckInTexts();
  const destination = useDestination();
  const refused = useRefusal();
  const lifting = useRef(new Set<string>());
  const queue = useScanQueue<CheckedIn>(async (copyId, id) => {
    const checkedIn = await refused(checkCopyIn(client, { copyId, branchId }, id));
    const count = endedBlocks(checkedIn).length;
    const sentence = `${destination(checkedIn)} · ${copyId}`;
    if (count === 0) tell('done', sentence);
    else {
      const how = worksFor(person, checkedIn.answer.copy.branchId) ? say('pressKey') : '';
      tell('warning', `${sentence}. ${say('endedLeft', { count })} ${how}`);
    }
    return checkedIn;
  });
  /** The copy is checked in once more, which changes nothing but what is lifted. */
  const lift = async ({ id, code, result }: Scan<CheckedIn>): Promise<void> => {
    if (result === undefined || lifting.current.has(id)) return;
    lifting.current.add(id);
    try {
      const wanted = { copyId: result.answer.copy.copyId, branchId, liftEndedBlocks: true };
      const lifted = await refused(checkCopyIn(client, wanted, crypto.randomUUID()), true);
      const count = lifted.answer.lifted.length;
      tell('done', `${count === 0 ? say('nothingLifted') : say('liftedCount', { count })} · ${code}`);
      queue.replace(id, lifted);
      backToScanning();
      void client.invalidateQueries({ queryKey: ['flags'] });
    } catch {
      // It was told; the copy stays as it was shown, and the key works again.
    } finally {
      lifting.current.delete(id);
    }
  };
  return { ...queue, lift };
}

/** Tells, and sounds, why something did not go. A lost connection is told only where nothing tries again by itself. */
export function useRefusal(): <T>(work: Promise<T>, once?: boolean) => Promise<T> {
  const words = useWords();
  return async (work, once = false) => {
    try {
      return await work;
    } catch (error) {
      if (once || !(error instanceof ConnectionLost)) {
        tell('error', explained(error, words('connectionLost')).sentences.join(' '));
        buzz();
      }
      throw error;
    }
  };
}
