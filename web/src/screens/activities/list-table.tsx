import type { ReactNode } from 'react';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { More } from '../../components/more.tsx';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { TableBox } from '../../components/table-box.tsx';

/** A table of an infinite query; a sentence when the list is empty. */
export function ListTable<T>(props: {
  readonly label: string;
  readonly columns: readonly string[];
  readonly query: UseInfiniteQueryResult<T[]>;
  readonly empty: string;
  readonly row: (item: T) => ReactNode;
}) {
  const common = useCommonTexts();
  const { label, columns, query, empty } = props;
  if (query.data === undefined && query.error === null) return <p className="quiet">{common('loading')}</p>;
  if (query.data?.length === 0) return <p>{empty}</p>;
  return (
    <div className="stack tight">
      <ProblemBox error={query.error} />
      <TableBox label={label}>
        <table>
          <caption className="unseen">{label}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{query.data?.map(props.row)}</tbody>
        </table>
      </TableBox>
      <div>
        <More of={query} />
      </div>
    </div>
  );
}
