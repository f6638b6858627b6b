import { Link } from '@tanstack/react-router';
import type { Copy } from '../../lib/api/types.ts';
import { ActivityName, StatusTag } from '../../components/copy-tags.tsx';
import { dayOf, useDays } from '../../lib/i18n/days.ts';
import { useWords } from '../../lib/i18n/common-texts.ts';
import { useCopyTexts } from './texts.ts';

/** Where a copy is, and whether it can be had today. */
export function State({ copy }: { readonly copy: Copy }) {
  const say = useCopyTexts();
  const words = useWords();
  const { day } = useDays();
  const since = (what: string, from?: string) =>
    from === undefined ? what : say('from', { what, day: day(from) });
  const { reservable, lendable, loan } = copy;
  const reserving = !reservable.open ? 'no' : reservable.code === 7 ? 'reservable7' : 'reservableYes';
  // No block is in the way, but it is not here to be lent (rules S1, S5).
  const isAway = lendable.open && copy.status !== 'available';
  const lending = isAway
    ? say('notNow', { status: words(`status.${copy.status}`) })
    : say(lendable.open ? 'yes' : 'no');
  return (
    <section className="panel stack tight">
      <h2>{say('state')}</h2>
      <div>
        <StatusTag copy={copy} />
      </div>
      <dl className="facts">
        <dt>{say('canReserve')}</dt>
        <dd>{since(say(reserving), reservable.from)}</dd>
        <dt>{say('canLend')}</dt>
        <dd>{since(lending, lendable.from)}</dd>
        {loan && (
          <>
            <dt>{say('onCard')}</dt>
            <dd>
              <Link to="/cards/$patronId" params={{ patronId: loan.patronId }} className="mono">
                {loan.label ?? loan.patronId}
              </Link>
            </dd>
            {loan.activityId !== undefined && (
              <>
                <dt>{words('activity')}</dt>
                <dd>
                  <Link to="/activities/$id" params={{ id: loan.activityId }}>
                    <ActivityName id={loan.activityId} />
                  </Link>
                </dd>
              </>
            )}
            <dt>{words('since')}</dt>
            <dd>{day(dayOf(loan.since))}</dd>
            {loan.dueDate !== undefined && (
              <>
                <dt>{say('dueDate')}</dt>
                <dd>{day(loan.dueDate)}</dd>
              </>
            )}
          </>
        )}
      </dl>
      {copy.status === 'on-special-card' && <Link to="/check-in">{say('checkInFirst')}</Link>}
    </section>
  );
}
