import { useInfiniteQuery } from '@tanstack/react-query';
import { cardsQuery } from '../../lib/api/queries.ts';
import { useDestination } from '../../features/check-in/checked-in.ts';
import { Tag } from '../../components/tag.tsx';
import { CopyCells } from '../../components/title-name.tsx';
import { useBranchName } from '../../lib/session/session.tsx';
import { dayOf, useDays } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { TableBox } from '../../components/table-box.tsx';
import styles from './pull-list.module.css';
import type { Pull } from './queries.ts';
import type { CheckedInPull } from './rows.ts';
import { usePullTexts } from './texts.ts';

/**
 * The list in the order of the shelves, with a box to tick. A fetched copy is ticked and shows its
 * destination.
 */
export function PullTable(props: {
  readonly rows: readonly Pull[];
  readonly fetched: ReadonlyMap<string, CheckedInPull>;
  readonly branchId: string;
}) {
  const t = usePullTexts();
  const common = useCommonTexts();
  return (
    <TableBox label={t('title')}>
      <table aria-label={t('title')}>
        <thead>
          <tr>
            <th scope="col">{t('got')}</th>
            <th scope="col">{common('collection')}</th>
            <th scope="col">{common('shelfmark')}</th>
            <th scope="col">{common('title')}</th>
            <th scope="col">{common('barcode')}</th>
            <th scope="col">{t('for')}</th>
            <th scope="col">{common('since')}</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((pull) => (
            <Row
              key={pull.copy.copyId}
              pull={pull}
              got={props.fetched.get(pull.copy.copyId)}
              branchId={props.branchId}
            />
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

function Row(props: {
  readonly pull: Pull;
  readonly got: CheckedInPull | undefined;
  readonly branchId: string;
}) {
  const t = usePullTexts();
  const { day } = useDays();
  const { copy, reservation } = props.pull;
  return (
    <tr className={props.got && `no-print ${styles.got ?? ''}`}>
      <td>
        {props.got ? (
          <FetchedTo got={props.got} />
        ) : (
          <>
            <span className={styles.box} aria-hidden="true" />
            <span className="unseen">{t('toGet')}</span>
          </>
        )}
      </td>
      <td>{copy.collection}</td>
      <td className={styles.shelfmark}>{copy.shelfmark}</td>
      <CopyCells copyId={copy.copyId} titleId={copy.titleId} />
      <td>
        <ReservedFor reservation={reservation} branchId={props.branchId} />
      </td>
      <td className={styles.since}>{day(dayOf(reservation.placedAt))}</td>
    </tr>
  );
}

function FetchedTo({ got }: { readonly got: CheckedInPull }) {
  const t = usePullTexts();
  const destination = useDestination();
  const { next } = got.checkedIn.answer;
  const isDone = next !== 'shelf' && next !== 'withdrawn';
  return (
    <>
      <span className={styles.goes}>
        <Tag tone={isDone ? 'done' : 'warning'} mark={isDone ? '✓' : '!'}>
          <span className="unseen">{t('gotIt')}: </span>
          {destination(got.checkedIn)}
        </Tag>
      </span>
      {next === 'shelf' && <div className="quiet">{t('noneWaits')}</div>}
    </>
  );
}

/** The special card that waits for the copy, or the pickup branch. */
function ReservedFor({
  reservation,
  branchId,
}: {
  readonly reservation: Pull['reservation'];
  readonly branchId: string;
}) {
  const t = usePullTexts();
  const branchName = useBranchName();
  const { data: cards = [] } = useInfiniteQuery(cardsQuery({ branchId }));
  const label = cards.find(({ patronId }) => patronId === reservation.patronId)?.label;
  const pickUp = t('pickUp', { branch: branchName(reservation.pickupBranchId) });
  if (label !== undefined)
    return (
      <Tag tone="loan" mark="▣">
        {t('forCard', { label })}
      </Tag>
    );
  return reservation.pickupBranchId === branchId ? (
    t('pickUpHere')
  ) : (
    <Tag tone="warning" mark="→">
      {pickUp}
    </Tag>
  );
}
