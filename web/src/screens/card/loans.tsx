import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import type { LoanOfCard } from '../../lib/api/types.ts';
import { More } from '../../components/more.tsx';
import { Tag } from '../../components/tag.tsx';
import { CopyCells } from '../../components/title-name.tsx';
import { dayOf, today, useDays } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { loansOfCardQuery } from '../../lib/api/queries.ts';
import { TableBox } from '../../components/table-box.tsx';
import { useCardTexts } from './texts.ts';

/** The loans of a card; on a special card they have no due date (rule S1). */
export function Loans({ patronId, special }: { readonly patronId: string; readonly special: boolean }) {
  const t = useCardTexts();
  const query = useSuspenseInfiniteQuery(loansOfCardQuery(patronId));
  const count = `${query.data.length}${query.hasNextPage ? '+' : ''}`;
  return (
    <section className="stack tight">
      <h2 id="loans">
        {t(special ? 'onSpecial' : 'loans')} <span className="quiet">{count}</span>
      </h2>
      {query.data.length === 0 ? (
        <p className="panel quiet">{t(special ? 'noneOnSpecial' : 'noLoans')}</p>
      ) : (
        <Table loans={query.data} />
      )}
      <div>
        <More of={query} />
      </div>
    </section>
  );
}

function Table({ loans }: { readonly loans: readonly LoanOfCard[] }) {
  const t = useCardTexts();
  const common = useCommonTexts();
  const { day } = useDays();
  return (
    <TableBox labelledBy="loans">
      <table aria-labelledby="loans">
        <thead>
          <tr>
            <th scope="col">{common('title')}</th>
            <th scope="col">{common('barcode')}</th>
            <th scope="col">{common('since')}</th>
            <th scope="col">{t('due')}</th>
          </tr>
        </thead>
        <tbody>
          {loans.map(({ copyId, since, dueDate }) => (
            <tr key={copyId}>
              <CopyCells copyId={copyId} />
              <td>{day(dayOf(since))}</td>
              <td>
                {dueDate === undefined ? <span className="quiet">{t('noDue')}</span> : day(dueDate)}{' '}
                {dueDate !== undefined && dueDate < today() && <Tag tone="warning">{t('overdue')}</Tag>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}
