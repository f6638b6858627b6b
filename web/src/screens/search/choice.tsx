import { Link } from '@tanstack/react-router';
import { StatusTag } from '../../features/blocks/copy-tags.tsx';
import { Screen } from '../../components/screen.tsx';
import { TitleName } from '../../components/title-name.tsx';
import { useBranchName } from '../../lib/session/session.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import type { Hit } from './queries.ts';
import { useSearchTexts } from './texts.ts';

/** Offers the matches of a number or code that has several. */
export function Choice({ hits }: { readonly hits: readonly Hit[] }) {
  const t = useSearchTexts();
  return (
    <Screen title={t('several')} lead={t('severalLead')}>
      <ul className="plain stack tight">
        {hits.map((hit) => (
          <li key={keyOf(hit)} className="panel row">
            <HitLine hit={hit} />
          </li>
        ))}
      </ul>
    </Screen>
  );
}

const keyOf = (hit: Hit): string => (hit.kind === 'title' ? hit.title.titleId : hit.kind);

function HitLine({ hit }: { readonly hit: Hit }) {
  const t = useSearchTexts();
  const common = useCommonTexts();
  const branchName = useBranchName();
  if (hit.kind === 'title')
    return (
      <>
        <strong>{t('title')}</strong>
        <span>
          <TitleName titleId={hit.title.titleId} />
        </span>
      </>
    );
  if (hit.kind === 'card') {
    const { patronId, kind, label, branchId } = hit.card;
    return (
      <>
        <Link to="/cards/$patronId" params={{ patronId }}>
          <strong>{t('card')}</strong>
        </Link>
        <span>{kind === 'special' ? `${common('specialCard')} ${label ?? ''}` : t('ordinaryCard')}</span>
        <span className="quiet">{branchName(branchId)}</span>
      </>
    );
  }
  const { copy } = hit;
  return (
    <>
      <Link to="/copies/$copyId" params={{ copyId: copy.copyId }}>
        <strong>{t('copy')}</strong>
      </Link>
      <span>
        <TitleName titleId={copy.titleId} />
      </span>
      <span className="quiet">{branchName(copy.branchId)}</span>
      <StatusTag copy={copy} />
    </>
  );
}
