import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { activityQuery } from '../../lib/api/queries.ts';
import type { Block, CheckIn } from '../../lib/api/types.ts';
import { slotOf } from '../../features/blocks/slot.ts';
import { endedBlocks } from '../../features/check-in/checked-in.ts';
import { BlockTag, BlockTags, StatusTag } from '../../features/blocks/copy-tags.tsx';
import { worksFor } from '../../lib/session/person.ts';
import { useBranchName, useSession } from '../../lib/session/session.tsx';
import { daysBetween, today, useDays } from '../../lib/i18n/days.ts';
import styles from './check-in.module.css';
import { useCheckInTexts } from './texts.ts';
import type { Lift, ScannedIn } from './use-lift.ts';

/** The remaining and the lifted blocks of a checked-in copy (rule S3). */
export function BlocksStillOn({ scan, lift }: { readonly scan: ScannedIn; readonly lift: Lift }) {
  const t = useCheckInTexts();
  const checkedIn = scan.result;
  const { copy, blocks, lifted, belongsTo } = checkedIn.answer;
  const ended = endedBlocks(checkedIn);
  const others = blocks.filter(({ activityOver }) => !activityOver);
  return (
    <>
      {checkedIn.changed === true && (
        <p className="row">
          <strong>{t('changedMeanwhile')}</strong> <StatusTag copy={copy} />
        </p>
      )}
      {ended.length > 0 && <EndedBlocks scan={scan} blocks={ended} lift={lift} />}
      {lifted.length > 0 && (
        <div className="row">
          <strong>
            <span aria-hidden="true">✓ </span>
            {t('lifted')}:
          </strong>
          <Lines blocks={lifted} />
        </div>
      )}
      {others.length > 0 && (
        <div className="row">
          <span>{t('stillOn')}:</span>
          <BlockTags blocks={others} />
        </div>
      )}
      {belongsTo.length > 0 && (
        <ul className="plain">
          {belongsTo.map((activity) => (
            <li key={activity.activityId}>
              <BelongsTo {...activity} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Lines({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <ul className="plain row">
      {blocks.map((block) => (
        <li key={slotOf(block)}>
          <BlockTag block={block} />
        </li>
      ))}
    </ul>
  );
}

/** The blocks of ended activities, with the key to lift them for staff of the copy's branch. */
function EndedBlocks(props: {
  readonly scan: ScannedIn;
  readonly blocks: CheckIn['blocks'];
  readonly lift: Lift;
}) {
  const t = useCheckInTexts();
  const branchName = useBranchName();
  const { person } = useSession();
  const { scan, lift } = props;
  const { branchId } = scan.result.answer.copy;
  return (
    <div className={styles.ended}>
      <ul className="plain stack tight">
        {props.blocks.map((block) => (
          <li key={slotOf(block)}>
            <EndedLine block={block} />
          </li>
        ))}
      </ul>
      {worksFor(person, branchId) ? (
        <Button
          loading={lift.running.has(scan.id)}
          onClick={() => {
            lift.mutate(scan);
          }}
          rightSection={<kbd>L</kbd>}
        >
          {t('lift', { count: props.blocks.length })}
        </Button>
      ) : (
        <span className="quiet">{t('notYours', { branch: branchName(branchId) })}</span>
      )}
    </div>
  );
}

function EndedLine({ block }: { readonly block: Block }) {
  const t = useCheckInTexts();
  const { data: activity } = useQuery(activityQuery(block.activityId ?? ''));
  const blockWords = { activity: activity?.name ?? '…', block: t(`block.${block.kind}`) };
  const count = activity === undefined ? 0 : daysBetween(activity.endDate, today());
  return <strong>{count > 0 ? t('over', { ...blockWords, count }) : t('closed', blockWords)}</strong>;
}

function BelongsTo({ activityId, name }: { readonly activityId: string; readonly name: string }) {
  const t = useCheckInTexts();
  const { day } = useDays();
  const { data } = useQuery(activityQuery(activityId));
  return (
    <Link to="/activities/$id" params={{ id: activityId }}>
      {data === undefined ? name : t('belongsTo', { activity: name, day: day(data.endDate) })}
    </Link>
  );
}
