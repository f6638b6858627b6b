import { Link } from '@tanstack/react-router';
import type { FoundTitle } from '../../lib/api/types.ts';
import { More } from '../../components/more.tsx';
import { Screen } from '../../components/screen.tsx';
import { useWords } from '../../lib/i18n/common-texts.ts';
import { useSearchTexts } from './texts.ts';

/** Titles, page after page. */
interface Found {
  readonly data: readonly FoundTitle[];
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** The titles that start with what was typed. */
export function FoundTitles({ q, query }: { readonly q: string; readonly query: Found }) {
  const say = useSearchTexts();
  const words = useWords();
  const count = query.data.length;
  const heading = say('titles', { start: q });
  return (
    <Screen title={heading} lead={say(query.hasNextPage ? 'titlesMore' : 'titlesLead', { count })}>
      <div className="table-box" role="region" aria-label={heading} tabIndex={0}>
        <table aria-label={heading}>
          <thead>
            <tr>
              <th scope="col">{words('title')}</th>
              <th scope="col">{words('author')}</th>
              <th scope="col">{say('materialType')}</th>
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
      </div>
      <div>
        <More of={query} />
      </div>
    </Screen>
  );
}
