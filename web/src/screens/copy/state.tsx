import { Link } from '@tanstack/react-router';
import type { Copy } from '../../lib/api/types.ts';
import { ActivityName, StatusTag } from '../../features/blocks/copy-tags.tsx';
import { dayOf, useDays } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { useCopyTexts } from './texts.ts';

/** The status of a copy, and whether it can be reserved and lent today. */
export function State({ copy }: { readonly copy: Copy }) {
  const t = useCopyTexts();
  const common = useCommonTexts();
  const { day } = useDays();
  const since = (what: string, from?: string) =>
    from === undefined ? what : t('from', { what, day: day(from) });
  const { reservable, lendable, loan } = copy;
  const reserving = !reservable.open ? 'no' : reservable.code === 7 ? 'reservable7' : 'reservableYes';
  // No block prevents a loan, but the copy is elsewhere (rules S1, S5).
  const isAway = lendable.open && copy.status !== 'available';
  const lending = isAway
    ? t('notNow', { status: common(`status.${copy.status}`) })
    : t(lendable.open ? 'yes' : 'no');
  return (
    <section className="panel stack tight">
      <h2>{t('state')}</h2>
      <div>
        <StatusTag copy={copy} />
      </div>
      <dl className="facts">
        <dt>{t('canReserve')}</dt>
        <dd>{since(t(reserving), reservable.from)}</dd>
        <dt>{t('canLend')}</dt>
        <dd>{since(lending, lendable.from)}</dd>
        {loan && (
          <>
            <dt>{t('onCard')}</dt>
            <dd>
              <Link to="/cards/$patronId" params={{ patronId: loan.patronId }} className="mono">
                {loan.label ?? loan.patronId}
              </Link>
            </dd>
            {loan.activityId !== undefined && (
              <>
                <dt>{common('activity')}</dt>
                <dd>
                  <Link to="/activities/$id" params={{ id: loan.activityId }}>
                    <ActivityName id={loan.activityId} />
                  </Link>
                </dd>
              </>
            )}
            <dt>{common('since')}</dt>
            <dd>{day(dayOf(loan.since))}</dd>
            {loan.dueDate !== undefined && (
              <>
                <dt>{t('dueDate')}</dt>
                <dd>{day(loan.dueDate)}</dd>
              </>
            )}
          </>
        )}
      </dl>
      {copy.status === 'on-special-card' && <Link to="/check-in">{t('checkInFirst')}</Link>}
    </section>
  );
}
