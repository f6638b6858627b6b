import { Link } from '@tanstack/react-router';
import type { Copy } from '../../lib/api/types.ts';
import { GoesNow, Reservable } from '../../features/availability/availability.tsx';
import { useAvailabilityTexts } from '../../features/availability/texts.ts';
import { ActivityName, StatusTag } from '../../features/blocks/copy-tags.tsx';
import { dayOf, useDays } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { useCopyTexts } from './texts.ts';

/** The status of a copy, and whether it can go along and be reserved today. */
export function State({ copy }: { readonly copy: Copy }) {
  const t = useCopyTexts();
  const common = useCommonTexts();
  const availability = useAvailabilityTexts();
  const { day } = useDays();
  const { loan } = copy;
  return (
    <section className="panel stack tight">
      <h2>{t('state')}</h2>
      <div>
        <StatusTag copy={copy} />
      </div>
      <dl className="facts">
        <dt>{availability('goesNow')}</dt>
        <dd>
          <GoesNow copy={copy} />
        </dd>
        <dt>{availability('reservable')}</dt>
        <dd>
          <Reservable copy={copy} />
        </dd>
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
