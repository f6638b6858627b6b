import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { Screen } from '../../components/screen.tsx';
import { Choice } from './choice.tsx';
import { FoundTitles } from './found-titles.tsx';
import { isAlmostIsbn } from './isbn.ts';
import { hitsQuery, titlesQuery, type Hit } from './queries.ts';
import styles from './start.module.css';
import { useSearchTexts } from './texts.ts';

/** Opens the only match, offers several, or else lists the titles with the words of the text. */
export function SearchResults({ q }: { readonly q: string }) {
  const { data: hits } = useSuspenseQuery(hitsQuery(q));
  const [only] = hits;
  if (only === undefined) return <ByWords q={q} />;
  return hits.length === 1 ? <GoTo hit={only} /> : <Choice hits={hits} />;
}

/** Replaces the search in the history: Back leads to the screen before it. */
function GoTo({ hit }: { readonly hit: Hit }) {
  if (hit.kind === 'copy')
    return <Navigate to="/copies/$copyId" params={{ copyId: hit.copy.copyId }} replace />;
  if (hit.kind === 'card')
    return <Navigate to="/cards/$patronId" params={{ patronId: hit.card.patronId }} replace />;
  return <Navigate to="/titles/$titleId" params={{ titleId: hit.title.titleId }} replace />;
}

function ByWords({ q }: { readonly q: string }) {
  const query = useSuspenseInfiniteQuery(titlesQuery(q));
  return query.data.length === 0 ? <NothingFound q={q} /> : <FoundTitles q={q} query={query} />;
}

/** Does not repeat the text: it may be a card number. */
function NothingFound({ q }: { readonly q: string }) {
  const t = useSearchTexts();
  return (
    <Screen title={t('nothing')} lead={t('nothingLead')}>
      <div className="panel stack">
        {isAlmostIsbn(q) && (
          <p className={styles.hint}>
            <strong>{t('badIsbn')}</strong>
          </p>
        )}
        <dl className="facts">
          <dt>{t('tryBarcode')}</dt>
          <dd>{t('tryBarcodeHow')}</dd>
          <dt>{t('title')}</dt>
          <dd>{t('tryTitleHow')}</dd>
          <dt>ISBN</dt>
          <dd>{t('tryIsbnHow')}</dd>
        </dl>
        <div>
          <Link to="/">{t('again')}</Link>
        </div>
      </div>
    </Screen>
  );
}
