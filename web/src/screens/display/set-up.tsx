import { useQueryClient, useSuspenseQuery, type QueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { activityQuery, patronQuery } from '../../api/queries.ts';
import type { Activity, Patron } from '../../api/types.ts';
import { tell } from '../../parts/notice.ts';
import { ScanField } from '../../parts/scan-field.tsx';
import { Screen } from '../../parts/screen.tsx';
import { useScanQueue } from '../../scans/scan-queue.ts';
import { worksFor } from '../../session/person.ts';
import { useBranchName, useSession } from '../../session/session.tsx';
import { useDays } from '../../texts/days.ts';
import { CannotSetUp } from './cannot-set-up.tsx';
import { OnCard } from './on-card.tsx';
import { OptionFields } from './option-fields.tsx';
import { useOptions } from './options.ts';
import { useOutcomeText } from './outcome-text.ts';
import { scanCopy, type Outcome } from './scan-copy.ts';
import { LatestScan, ScanLines } from './scans.tsx';
import { useDisplayTexts } from './texts.ts';
import { ToCome } from './to-come.tsx';
import styles from './display.module.css';

/** The third step, where the choice is a right one: scan after scan onto the card. */
export function SetUp({ activityId, cardId }: { readonly activityId: string; readonly cardId: string }) {
  const say = useDisplayTexts();
  const { person } = useSession();
  const branch = useBranchName();
  const { data: activity } = useSuspenseQuery(activityQuery(activityId));
  const { data: card } = useSuspenseQuery(patronQuery(cardId));
  const { name, state } = activity;
  if (state === 'over' || state === 'closed')
    return <CannotSetUp why={say('cannotOver', { activity: name })} />;
  if (card.activityId !== activityId) {
    return <CannotSetUp why={say('cannotCard', { activity: name })} activityId={activityId} />;
  }
  if (!worksFor(person, card.branchId)) {
    return (
      <CannotSetUp why={say('cannotBranch', { branch: branch(card.branchId) })} activityId={activityId} />
    );
  }
  return <Scanning activity={activity} card={card} />;
}

function Scanning({ activity, card }: { readonly activity: Activity; readonly card: Patron }) {
  const say = useDisplayTexts();
  const { term } = useDays();
  const [options, changeOptions] = useOptions();
  const queue = useScansOnto(activity, card, options);
  return (
    <Screen
      title={say('title')}
      lead={
        <>
          <Link to="/activities/$id" params={{ id: activity.id }}>
            {activity.name}
          </Link>
          {` · ${term(activity)} · ${card.label ?? say('unnamed')}`}
        </>
      }
      actions={<Link to="/display">{say('other')}</Link>}
    >
      <div className={styles.work}>
        <div className="stack">
          <ScanField label={say('scan')} button={say('add')} onScan={queue.add} />
          <LatestScan scan={queue.scans[0]} again={queue.add} />
          <OptionFields options={options} change={changeOptions} />
          <ScanLines scans={queue.scans.slice(1)} again={queue.add} />
        </div>
        <div className="stack">
          <OnCard cardId={card.patronId} activityId={activity.id} />
          <ToCome cardId={card.patronId} />
        </div>
      </div>
    </Screen>
  );
}

/** The scans of this session, each told of when it is done. */
function useScansOnto({ id: activityId }: Activity, card: Patron, options: ReturnType<typeof useOptions>[0]) {
  const client = useQueryClient();
  const { person, branchId } = useSession();
  const textOf = useOutcomeText();
  return useScanQueue<Outcome>(async (code, id) => {
    try {
      const result = await scanCopy({ ...options, activityId, card, branchId, person }, code, id);
      const { tone, head, details } = textOf({ state: 'done', result });
      tell(
        tone === 'error' ? 'error' : tone === 'note' ? 'warning' : 'done',
        [`${code}: ${head}.`, ...details].join(' '),
      );
      return result;
    } finally {
      void readAgain(client, code);
    }
  });
}

/** Reads again what a scan changes of this screen, and no more: the next scan follows soon. Other screens read for themselves. */
async function readAgain(client: QueryClient, copyId: string): Promise<void> {
  await client.invalidateQueries({ refetchType: 'none' });
  const changed = [['loans'], ['reservations'], ['copies', copyId]];
  await Promise.all(changed.map((queryKey) => client.invalidateQueries({ queryKey })));
}
