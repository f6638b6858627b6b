import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Activity } from '../../lib/api/types.ts';
import { worksFor } from '../../lib/session/person.ts';
import { useBranchName, useSession } from '../../lib/session/session.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { cardsQuery } from '../../lib/api/queries.ts';
import { ListTable } from './list-table.tsx';
import { useActivityTexts } from './activity-texts.ts';

export function ActivityCards({ activity }: { readonly activity: Activity }) {
  const t = useActivityTexts();
  const common = useCommonTexts();
  const branchName = useBranchName();
  const { person } = useSession();
  const query = useInfiniteQuery(cardsQuery({ activityId: activity.id }));
  const isOpen = activity.state === 'running' || activity.state === 'coming';
  return (
    <ListTable
      label={t('cards')}
      columns={[common('card'), common('branch'), t('setUp')]}
      query={query}
      empty={t('noCards')}
      row={({ patronId, label = patronId, branchId }) => (
        <tr key={patronId}>
          <td>
            <Link to="/cards/$patronId" params={{ patronId }}>
              {label}
            </Link>
          </td>
          <td>{branchName(branchId)}</td>
          <td>
            {isOpen && worksFor(person, branchId) && (
              <Link
                to="/display"
                search={{ activityId: activity.id, cardId: patronId }}
                aria-label={t('setUpOf', { label })}
              >
                {t('setUp')}
              </Link>
            )}
          </td>
        </tr>
      )}
    />
  );
}
