import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { Activity } from '../../lib/api/types.ts';
import { ActivityName } from '../../features/blocks/copy-tags.tsx';
import { More } from '../../components/more.tsx';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useBranchName, useSession } from '../../lib/session/session.tsx';
import { cardsQuery } from '../../lib/api/queries.ts';
import { useDisplayTexts } from './texts.ts';
import { usePutCard } from './use-put-card.ts';
import styles from './display.module.css';

/** The branch's cards of other activities or none: a display case outlives its exhibitions. */
export function OtherCards({ activity }: { readonly activity: Activity }) {
  const t = useDisplayTexts();
  const { branchId } = useSession();
  const branch = useBranchName()(branchId);
  const cards = useInfiniteQuery(cardsQuery({ branchId }));
  const change = usePutCard();
  const others = (cards.data ?? []).filter((card) => card.activityId !== activity.id);
  if (others.length === 0) return <More of={cards} />;
  return (
    <section className="stack tight" aria-label={t('otherCards', { branch })}>
      <h2>{t('otherCards', { branch })}</h2>
      <ProblemBox error={change.error} />
      <ul className={styles.choices}>
        {others.map((card) => (
          <li key={card.patronId} className={styles.choice}>
            <span>
              <span className={styles.name}>{card.label ?? t('unnamed')}</span>
              <br />
              <span className="quiet">
                {card.activityId === undefined ? t('noActivityYet') : <ActivityName id={card.activityId} />}
              </span>
            </span>
            <Button
              variant="default"
              size="sm"
              aria-label={t('useCardFor', { label: card.label ?? t('unnamed') })}
              loading={change.isPending && change.variables?.patronId === card.patronId}
              onClick={() => {
                const { patronId, label } = card;
                change.mutate({ patronId, label, activityId: activity.id, before: card });
              }}
            >
              {t('useCard')}
            </Button>
          </li>
        ))}
      </ul>
      <More of={cards} />
    </section>
  );
}
