import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CopyCells } from '../../components/title-name.tsx';
import { useBranchName } from '../../lib/session/session.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { ListTable } from './list-table.tsx';
import { useActivityTexts } from './activity-texts.ts';
import { flagsOfActivityQuery } from './queries.ts';

/** The flags of an activity, of the user's own branches. */
export function ActivityFlags({
  activityId,
  count,
}: {
  readonly activityId: string;
  readonly count: number;
}) {
  const t = useActivityTexts();
  const common = useCommonTexts();
  const branchName = useBranchName();
  const { day, distance } = useDays();
  const query = useInfiniteQuery(flagsOfActivityQuery(activityId));
  const elsewhere = query.hasNextPage || query.data === undefined ? 0 : count - query.data.length;
  return (
    <div className="stack tight">
      <ListTable
        label={t('whatIsLeft')}
        columns={[t('whatIsLeft'), common('title'), common('barcode'), common('branch'), common('since')]}
        query={query}
        empty={t('noFlags')}
        row={(flag) => (
          <tr key={flag.id}>
            <td>{t(`flag.${flag.kind}`)}</td>
            <CopyCells copyId={flag.copyId} />
            <td>{branchName(flag.branchId)}</td>
            <td>
              {day(flag.since)} <span className="quiet">({distance(flag.since)})</span>
            </td>
          </tr>
        )}
      />
      {elsewhere > 0 && <p>{t('elsewhere', { count: elsewhere })}</p>}
      <Link to="/attention" className="no-print">
        {t('toAttention')}
      </Link>
    </div>
  );
}
