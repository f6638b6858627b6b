import { Link } from '@tanstack/react-router';
import type { FoundTitle } from '../../lib/api/types.ts';
import { More } from '../../components/more.tsx';
import { Screen } from '../../components/screen.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { TableBox } from '../../components/table-box.tsx';
import { useSearchTexts } from './texts.ts';

/** A query of titles in pages. */
interface Found {
  readonly data: readonly FoundTitle[];
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** The titles with the words of the text. */
export function FoundTitles({ q, query }: { readonly q: string; readonly query: Found }) {
  const t = useSearchTexts();
  const common = useCommonTexts();
  const count = query.data.length;
  const heading = t('titles', { words: q });
  return (
    <Screen title={heading} lead={t(query.hasNextPage ? 'titlesMore' : 'titlesLead', { count })}>
      <TableBox label={heading}>
        <table aria-label={heading}>
          <thead>
            <tr>
              <th scope="col">{common('title')}</th>
              <th scope="col">{common('author')}</th>
              <th scope="col">{t('materialType')}</th>
            </tr>
          </thead>
          <tbody>
            {query.data.map(({ titleId, title, author, materialType }) => (
              <tr key={titleId}>
                <td>
                  <Link to="/titles/$titleId" params={{ titleId }}>
                    {title}
                  </Link>
                </td>
                <td>{author}</td>
                <td>{materialType}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
      <div>
        <More of={query} />
      </div>
    </Screen>
  );
}
