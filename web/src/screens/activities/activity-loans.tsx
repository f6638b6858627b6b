import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { copyAmongQuery } from '../../lib/api/lookup.ts';
import type { LoanOfCard } from '../../lib/api/types.ts';
import { CopyCells } from '../../components/title-name.tsx';
import { useBranchName } from '../../lib/session/session.tsx';
import { dayOf, useDays } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { ListTable } from './list-table.tsx';
import { useActivityTexts } from './activity-texts.ts';
import { loansOfActivityQuery } from './queries.ts';

/** The copies on the special cards of an activity. */
export function ActivityLoans({ activityId }: { readonly activityId: string }) {
  const t = useActivityTexts();
  const common = useCommonTexts();
  const branchName = useBranchName();
  const { day } = useDays();
  const query = useInfiniteQuery(loansOfActivityQuery(activityId));
  return (
    <div className="stack tight">
      <ListTable
        label={common('specialCard')}
        columns={[common('title'), common('barcode'), common('card'), common('branch'), common('since')]}
        query={query}
        empty={t('noneOnCards')}
        row={(loan) => (
          <tr key={loan.copyId}>
            <CopyCells copyId={loan.copyId} />
            <td>
              <CardOfLoan loan={loan} />
            </td>
            <td>{branchName(loan.branchId)}</td>
            <td>{day(dayOf(loan.since))}</td>
          </tr>
        )}
      />
      {(query.data?.length ?? 0) > 0 && <Link to="/check-in">{t('toCheckIn')}</Link>}
    </div>
  );
}

function CardOfLoan({ loan: { copyId, patronId } }: { readonly loan: LoanOfCard }) {
  const { data: copy } = useQuery(copyAmongQuery(copyId));
  return (
    <Link to="/cards/$patronId" params={{ patronId }}>
      {copy?.loan?.label ?? patronId}
    </Link>
  );
}
