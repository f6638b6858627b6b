import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Barcode, TitleOfCopy } from '../../components/title-name.tsx';
import { useBranchName } from '../../lib/session/session.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import { useWords } from '../../lib/i18n/common-texts.ts';
import { ListTable } from './list-table.tsx';
import { useOneActivityTexts } from './activity-texts.ts';
import { flagsOfActivityQuery } from './queries.ts';

/** What was left on of an activity; of staff's own branches. */
export function ActivityFlags({
  activityId,
  count,
}: {
  readonly activityId: string;
  readonly count: number;
}) {
  const say = useOneActivityTexts();
  const words = useWords();
  const branchName = useBranchName();
  const { day, distance } = useDays();
  const query = useInfiniteQuery(flagsOfActivityQuery(activityId));
  const elsewhere = query.hasNextPage || query.data === undefined ? 0 : count - query.data.length;
  return (
    <div className="stack tight">
      <ListTable
        label={say('whatIsLeft')}
        columns={[say('whatIsLeft'), words('title'), words('barcode'), words('branch'), words('since')]}
        query={query}
        empty={say('noFlags')}
        row={(flag) => (
          <tr key={flag.id}>
            <td>{say(`flag.${flag.kind}`)}</td>
            <td>
              <TitleOfCopy copyId={flag.copyId} />
            </td>
            <td>
              <Barcode copyId={flag.copyId} />
            </td>
            <td>{branchName(flag.branchId)}</td>
            <td>
              {day(flag.since)} <span className="quiet">({distance(flag.since)})</span>
            </td>
          </tr>
        )}
      />
      {elsewhere > 0 && <p>{say('elsewhere', { count: elsewhere })}</p>}
      <Link to="/attention">{say('toAttention')}</Link>
    </div>
  );
}
