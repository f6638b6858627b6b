import { Link } from '@tanstack/react-router';
import type { Patron } from '../../lib/api/types.ts';
import { ActivityName } from '../../features/blocks/copy-tags.tsx';
import { Tag } from '../../components/tag.tsx';
import { useBranchName } from '../../lib/session/session.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { useCardTexts } from './texts.ts';

/** The facts of a card; it has no name (rule P2). */
export function Facts({ card }: { readonly card: Patron }) {
  const t = useCardTexts();
  const common = useCommonTexts();
  const branchName = useBranchName();
  const special = card.kind === 'special';
  return (
    <section className="panel stack tight" aria-labelledby="facts">
      <h2 id="facts">{t('facts')}</h2>
      {card.blocked && (
        <div>
          <Tag tone="error">{t('blockedDetail')}</Tag>
        </div>
      )}
      <dl className="facts">
        <dt>{t('number')}</dt>
        <dd className="mono">{card.patronId}</dd>
        <dt>{t('kind')}</dt>
        <dd>{special ? common('specialCard') : t('kindOrdinary')}</dd>
        <dt>{common('branch')}</dt>
        <dd>{branchName(card.branchId)}</dd>
        {special && (
          <>
            <dt>{common('activity')}</dt>
            <dd>
              {card.activityId === undefined ? (
                <span className="quiet">{t('noActivity')}</span>
              ) : (
                <Link to="/activities/$id" params={{ id: card.activityId }}>
                  <ActivityName id={card.activityId} />
                </Link>
              )}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
