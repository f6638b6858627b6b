import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { copyAmongQuery } from '../../lib/api/lookup.ts';
import type { LoanOfCard } from '../../lib/api/types.ts';
import { More } from '../../components/more.tsx';
import { ProblemBox } from '../../components/problem-box.tsx';
import { Tag } from '../../components/tag.tsx';
import { Barcode, TitleOfCopy } from '../../components/title-name.tsx';
import { CountedHeading } from './counted-heading.tsx';
import { loansOfCardQuery } from '../../lib/api/queries.ts';
import { useDisplayTexts } from './texts.ts';
import styles from './display.module.css';

/** The copies on the card. */
export function OnCard({ cardId, activityId }: { readonly cardId: string; readonly activityId: string }) {
  const t = useDisplayTexts();
  const loans = useInfiniteQuery(loansOfCardQuery(cardId));
  const { data } = loans;
  return (
    <section className="panel stack tight" aria-label={t('complete')}>
      <div className="row apart">
        <CountedHeading text={t('complete')} count={data?.length} more={loans.hasNextPage} />
        <Link to="/check-in" className="no-print">
          {t('takeOff')}
        </Link>
      </div>
      <ProblemBox error={loans.error} />
      {data?.length === 0 && <p className="quiet">{t('completeEmpty')}</p>}
      <ul className={styles.lines}>
        {data?.map((loan) => (
          <LoanLine key={loan.copyId} loan={loan} activityId={activityId} />
        ))}
      </ul>
      <More of={loans} />
    </section>
  );
}

function LoanLine({
  loan: { copyId },
  activityId,
}: {
  readonly loan: LoanOfCard;
  readonly activityId: string;
}) {
  const t = useDisplayTexts();
  const { data: copy } = useQuery(copyAmongQuery(copyId));
  const isFree = copy ? !copy.blocks.some((block) => block.activityId === activityId) : false;
  return (
    <li className="row apart">
      <span>
        <TitleOfCopy copyId={copyId} /> <Barcode copyId={copyId} />
      </span>
      {isFree && <Tag tone="warning">{t('notBlocked')}</Tag>}
    </li>
  );
}
