import { useBlockText } from '../../features/blocks/copy-tags.tsx';
import { useToTell } from '../../features/copy-actions/use-to-tell.ts';
import { explained } from '../../components/problem-box.tsx';
import { useBranchName } from '../../lib/session/session.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import type { Scan } from '../../features/scanning/scan-queue.ts';
import type { ScanOutcome } from './scan-copy.ts';
import { useDisplayTexts } from './texts.ts';

/** The texts of a scan's result: the main one, and the details. */
export interface OutcomeText {
  readonly tone: 'done' | 'note' | 'error' | 'plain';
  readonly head: string;
  readonly details: readonly string[];
}

/** Formats the result of a scan. */
export function useOutcomeText(): (
  scan: Pick<Scan<ScanOutcome>, 'state' | 'result' | 'error'>,
) => OutcomeText {
  const t = useDisplayTexts();
  const common = useCommonTexts();
  const branchName = useBranchName();
  const blockText = useBlockText();
  const toTell = useToTell();
  const sentencesOf = (problem: unknown): readonly string[] =>
    problem === undefined ? [] : explained(problem, common).sentences;

  const headOf = ({ place, copy, blocks, unblocked }: ScanOutcome): string => {
    switch (place) {
      case 'on-card':
        return t(blocks.length > 0 ? 'onCard' : 'onCardOnly');
      case 'already-on-card':
        return t(blocks.length > 0 ? 'alreadyOnCard' : 'alreadyOnCardOnly');
      case 'already-reserved':
        return t('alreadyReserved');
      case 'nowhere':
        return t(blocks.length > 0 ? 'nowhereBlocked' : 'nowhere');
      case 'reserved':
        if (copy.status === 'on-loan') return t('reservedOnLoan');
        if (copy.status === 'on-special-card') return t('reservedOnCard');
        if (unblocked !== undefined) return t('reservedOther', { branch: branchName(copy.branchId) });
        return t('reservedElsewhere');
    }
  };

  const aboutBlocks = ({ place, copy, blocks, unblocked, problem }: ScanOutcome): readonly string[] => {
    if (place === 'nowhere' && blocks.length === 0) return [];
    if (unblocked === 'not-ours') return [t('notOurs', { branch: branchName(copy.branchId) })];
    if (unblocked === 'later') return [t('blockLater')];
    if (problem !== undefined && blocks.join() === 'reservation' && place !== 'nowhere')
      return [t('halfBlocked')];
    return place === 'reserved' || place === 'already-reserved' ? [t('isBlocked')] : [];
  };

  const aboutKept = ({ kept = [] }: ScanOutcome): readonly string[] =>
    kept.map((block) => t('keptBlock', { block: blockText(block) }));

  return ({ state, result, error }) => {
    if (state === 'waiting') return { tone: 'plain', head: t('waiting'), details: [] };
    if (result === undefined) return { tone: 'error', head: t('nowhere'), details: sentencesOf(error) };
    const isComing = result.place === 'reserved' || result.place === 'already-reserved';
    const told = result.loan ? toTell(result.loan) : [];
    const isWrong = result.place === 'nowhere' || result.problem !== undefined;
    return {
      tone: isWrong ? 'error' : isComing || told.length > 0 ? 'note' : 'done',
      head: headOf(result),
      details: [...aboutBlocks(result), ...aboutKept(result), ...told, ...sentencesOf(result.problem)],
    };
  };
}
