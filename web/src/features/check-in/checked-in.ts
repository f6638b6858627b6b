import type { QueryClient } from '@tanstack/react-query';
import type { Act } from '../../lib/api/act.ts';
import { answerOf } from '../../lib/api/client.ts';
import { patronQuery } from '../../lib/api/queries.ts';
import type { CheckIn } from '../../lib/api/types.ts';
import { useBranchName } from '../../lib/session/session.tsx';
import { defined } from '../../lib/defined.ts';
import { useCheckingInTexts } from './texts.ts';

/** The result of a check-in, with the label of the special card that waits for the copy. */
export interface CheckedIn {
  readonly answer: CheckIn;
  readonly label?: string;
  /** Whether a colleague changed the copy since; the current copy is shown then. */
  readonly changed?: boolean;
}

/** A copy, and the branch where it is checked in. */
export interface CheckInPlace {
  readonly copyId: string;
  readonly branchId: string;
}

/** Checks a copy in (rule S3). */
export async function checkCopyIn(act: Act, client: QueryClient, wanted: CheckInPlace): Promise<CheckedIn> {
  const answer = await answerOf(act.POST('/api/check-ins', { body: wanted }));
  const cardId = answer.next === 'special-card' ? answer.reservation?.patronId : undefined;
  if (cardId === undefined) return { answer };
  // The check-in has succeeded, even when the card's name cannot be read.
  const card = await client.query(patronQuery(cardId)).catch(() => undefined);
  return defined({ answer, label: card?.label });
}

/** The blocks of a checked-in copy whose activity is over. */
export const endedBlocks = ({ answer }: CheckedIn): CheckIn['blocks'] =>
  answer.blocks.filter(({ activityOver }) => activityOver);

/** Whether the outcome is not what it seems: it is told as a warning (rule R11). */
export const isUnexpected = ({ answer }: CheckedIn): boolean =>
  answer.next === 'withdrawn' || answer.wasMissing === true;

/** What a check-in has found out. It is told before the destination (rule R11). */
export function useFindings(): (checkedIn: CheckedIn) => readonly string[] {
  const t = useCheckingInTexts();
  return ({ answer }) => [
    ...(answer.wasMissing ? [t('wasMissing')] : []),
    ...(answer.wasOnOrder ? [t('wasOnOrder')] : []),
  ];
}

/** The findings and the destination of a copy, for the status bar. */
export function useOutcome(): (checkedIn: CheckedIn) => string {
  const findings = useFindings();
  const destination = useDestination();
  return (checkedIn) =>
    [...findings(checkedIn), `${destination(checkedIn)} · ${checkedIn.answer.copy.copyId}`].join(' ');
}

/** Formats the destination of a copy. */
export function useDestination(): (checkedIn: CheckedIn) => string {
  const t = useCheckingInTexts();
  const branchName = useBranchName();
  return ({ answer, label }) => {
    const { next, copy, toBranchId = copy.branchId } = answer;
    if (next === 'transit') return t('transit', { branch: branchName(toBranchId) });
    if (next === 'special-card') return t('special-card', { label: label ?? t('aSpecialCard') });
    return t(next);
  };
}
