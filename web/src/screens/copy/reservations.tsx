import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { reservationsQuery } from '../../api/queries.ts';
import { More } from '../../parts/more.tsx';
import { useBranchName } from '../../session/session.tsx';
import { dayOf, useDays } from '../../texts/days.ts';
import { useWords } from '../../texts/words.ts';
import { useCopyTexts } from './texts.ts';

/** The reservations of this very copy that are open or have ended, as they queue. */
export function Reservations({ copyId }: { readonly copyId: string }) {
  const say = useCopyTexts();
  const words = useWords();
  const { day } = useDays();
  const branchName = useBranchName();
  const list = useInfiniteQuery(reservationsQuery({ copyId }));
  const all = list.data ?? [];
  return (
    <section className="stack tight">
      <h2>{say('reservations')}</h2>
      {all.length === 0 ? (
        <p className="panel quiet">{list.isPending ? words('loading') : say('noReservations')}</p>
      ) : (
        <div className="table-box" tabIndex={0} role="region" aria-label={say('reservations')}>
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
              {all.map(({ id, position, patronId, status, readyUntil, pickupBranchId, placedAt }) => (
                <tr key={id}>
                  <td>{position}</td>
                  <td>
                    {patronId !== undefined && (
                      <Link to="/cards/$patronId" params={{ patronId }} className="mono">
                        {patronId}
                      </Link>
                    )}
                  </td>
                  <td>
                    {readyUntil === undefined
                      ? words(`reservation.${status}`)
                      : words('reservation.readyUntil', { day: day(readyUntil) })}
                  </td>
                  <td>{branchName(pickupBranchId)}</td>
                  <td>{day(dayOf(placedAt))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <More of={list} />
    </section>
  );
}
