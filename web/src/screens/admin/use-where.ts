import { useBranchName } from '../../lib/session/session.tsx';
import { useAdminTexts } from './texts.ts';

/** Formats the place of a rule. */
export function useWhere(): (branchId: string | undefined) => string {
  const t = useAdminTexts();
  const branchName = useBranchName();
  return (branchId) => (branchId === undefined ? t('everywhere') : branchName(branchId));
}
