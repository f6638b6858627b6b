import { useBlockText } from '../../components/copy-tags.tsx';
import { explained } from '../../components/problem-box.tsx';
import { useBranchName } from '../../lib/session/session.tsx';
import { useWords } from '../../lib/i18n/common-texts.ts';
import type { Scan } from '../../features/scanning/scan-queue.ts';
import type { Outcome } from './scan-copy.ts';
import { useDisplayTexts } from './texts.ts';

/** What became of a scan in words: the fact, and what there is to know besides. */
export interface OutcomeText {
  readonly tone: 'done' | 'note' | 'error' | 'plain';
  readonly head: string;
  readonly details: readonly string[];
}

/** Says what became of a scan. */
export function useOutcomeText(): (scan: Pick<Scan<Outcome>, 'state' | 'result' | 'error'>) => OutcomeText {
  const say = useDisplayTexts();
  const words = useWords();
  const branchName = useBranchName();
  const blockText = useBlockText();
  const sentencesOf = (problem: unknown): readonly string[] =>
    problem === undefined ? [] : explained(problem, words).sentences;

  const headOf = ({ place, copy, blocks, unblocked }: Outcome): string => {
    switch (place) {
      case 'on-card':
        return say(blocks.length > 0 ? 'onCard' : 'onCardOnly');
      case 'already-on-card':
        return say(blocks.length > 0 ? 'alreadyOnCard' : 'alreadyOnCardOnly');
      case 'already-reserved':
        return say('alreadyReserved');
      case 'nowhere':
        return say(blocks.length > 0 ? 'nowhereBlocked' : 'nowhere');
      case 'reserved':
        if (copy.status === 'on-loan') return say('reservedOnLoan');
        if (copy.status === 'on-special-card') return say('reservedOnCard');
        if (unblocked !== undefined) return say('reservedOther', { branch: branchName(copy.branchId) });
        return say('reservedElsewhere');
    }
  };

  const aboutBlocks = ({ place, copy, blocks, unblocked, problem }: Outcome): readonly string[] => {
    if (place === 'nowhere' && blocks.length === 0) return [];
    if (unblocked === 'not-ours') return [say('notOurs', { branch: branchName(copy.branchId) })];
    if (unblocked === 'later') return [say('blockLater')];
    if (problem !== undefined && blocks.join() === 'reservation' && place !== 'nowhere')
      return [say('halfBlocked')];
    return place === 'reserved' || place === 'already-reserved' ? [say('isBlocked')] : [];
  };

  const aboutKept = ({ kept = [] }: Outcome): readonly string[] =>
    kept.map((block) => say('keptBlock', { block: blockText(block) }));

  return ({ state, result, error }) => {
    if (state === 'waiting') return { tone: 'plain', head: say('waiting'), details: [] };
    if (result === undefined) return { tone: 'error', head: say('nowhere'), details: sentencesOf(error) };
    const isComing = result.place === 'reserved' || result.place === 'already-reserved';
    const isWrong = result.place === 'nowhere' || result.problem !== undefined;
    return {
      tone: isWrong ? 'error' : isComing ? 'note' : 'done',
      head: headOf(result),
      details: [...aboutBlocks(result), ...aboutKept(result), ...sentencesOf(result.problem)],
    };
  };
}
