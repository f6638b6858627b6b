import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { reservationsQuery } from '../../api/queries.ts';
import { More } from '../../parts/more.tsx';
import { useBranchName } from '../../session/session.tsx';
import { dayOf, useDays } from '../../texts/days.ts';
import { useWords } from '../../texts/words.ts';
import { useTitleTexts } from './texts.ts';

const OPEN = new Set(['waiting', 'ready', 'in-transit']);

/** The open title reservations, as they queue (rule R6). */
export function WaitingList({ titleId }: { readonly titleId: string }) {
  const say = useTitleTexts();
  const words = useWords();
  const { day } = useDays();
  const branchName = useBranchName();
  const list = useInfiniteQuery(reservationsQuery({ titleId }));
  const open = (list.data ?? [])
    .filter(({ kind, status }) => kind === 'title' && OPEN.has(status))
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
  return (
    <section className="stack tight">
      <h2>{say('waitingHeading')}</h2>
      <div className="table-box" tabIndex={0} role="region" aria-label={say('waitingHeading')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('place')}</th>
              <th scope="col">{words('card')}</th>
              <th scope="col">{words('status')}</th>
              <th scope="col">{say('pickup')}</th>
              <th scope="col">{say('placed')}</th>
            </tr>
          </thead>
          <tbody>
            {open.map(({ id, position, patronId, status, pickupBranchId, placedAt }) => (
              <tr key={id}>
                <td>{position}</td>
                <td>
                  {patronId !== undefined && (
                    <Link to="/cards/$patronId" params={{ patronId }} className="mono">
                      {patronId}
                    </Link>
                  )}
                </td>
                <td>{words(`reservation.${status}`)}</td>
                <td>{branchName(pickupBranchId)}</td>
                <td>{day(dayOf(placedAt))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <More of={list} />
    </section>
  );
}
