import { Button } from '@mantine/core';
import { useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { More } from '../../parts/more.tsx';
import { ScanField } from '../../parts/scan-field.tsx';
import { Screen } from '../../parts/screen.tsx';
import { useBranchName, useSession } from '../../session/session.tsx';
import { useDays } from '../../texts/days.ts';
import { Latest } from './latest.tsx';
import { PullTable } from './pull-table.tsx';
import { alongShelves, pullListQuery, type Pull } from './queries.ts';
import { usePullTexts } from './texts.ts';
import { usePulls } from './use-pulls.ts';

/** What to fetch from the shelves, to print or to tick off by scanning. */
export function PullList() {
  const { branchId } = useSession();
  return branchId === '' ? null : <PullListOf key={branchId} branchId={branchId} />;
}

function PullListOf({ branchId }: { readonly branchId: string }) {
  const say = usePullTexts();
  const client = useQueryClient();
  const branchName = useBranchName();
  const { machineMoment } = useDays();
  const query = useSuspenseInfiniteQuery(pullListQuery(branchId));
  /** All that is read; the copy that is looked for may be on a page that is not read yet. */
  const find = async (copyId?: string): Promise<Pull | undefined> => {
    for (let { data, hasNextPage } = query; ;) {
      const pull = data.find(({ copy }) => copy.copyId === copyId);
      if (pull !== undefined || !hasNextPage) return pull;
      ({ data = [], hasNextPage } = await query.fetchNextPage({ throwOnError: true }));
    }
  };
  const { scans, add, anyway } = usePulls(branchId, find);
  const fetched = new Map(
    scans.flatMap(({ result }) =>
      result?.kind === 'in' ? [[result.checkedIn.answer.copy.copyId, result] as const] : [],
    ),
  );
  const gone = [...fetched.values()].flatMap(({ pull }) => pull ?? []);
  const rows = [...new Map([...gone, ...query.data].map((pull) => [pull.copy.copyId, pull])).values()];
  const left = rows.filter(({ copy }) => !fetched.has(copy.copyId)).length;
  const facts = {
    branch: branchName(branchId),
    moment: machineMoment(query.dataUpdatedAt),
    count: left,
  };
  const print = async (): Promise<void> => {
    await find();
    await until(() => client.isFetching() === 0);
    window.print();
  };
  return (
    <Screen
      title={say('title')}
      lead={say(query.hasNextPage ? 'leadMore' : 'lead', facts)}
      actions={
        <>
          <Button variant="default" loading={query.isRefetching} onClick={() => void query.refetch()}>
            {say('refresh')}
          </Button>
          <Button variant="default" disabled={left === 0} onClick={() => void print()}>
            {say('print')}
          </Button>
        </>
      }
    >
      <ScanField label={say('scan')} button={say('button')} onScan={add} />
      {scans[0] && <Latest key={scans[0].id} scan={scans[0]} anyway={anyway} />}
      {rows.length === 0 ? (
        <div className="panel">
          <p>
            <strong>{say('empty')}</strong>
          </p>
          <p className="quiet">{say('emptyDetail')}</p>
        </div>
      ) : (
        <PullTable rows={rows.toSorted(alongShelves)} fetched={fetched} branchId={branchId} />
      )}
      <div className="no-print">
        <More of={query} />
      </div>
    </Screen>
  );
}

const LOOK_MS = 50;
const LONGEST_LOOKS = 60;

/** Waits for the names of the titles that have just been read; not for ever. */
async function until(ready: () => boolean): Promise<void> {
  for (let looks = 0; looks < LONGEST_LOOKS; looks += 1) {
    await new Promise((done) => setTimeout(done, LOOK_MS));
    if (ready()) return;
  }
}
