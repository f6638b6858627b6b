import { Button } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { ProblemBox } from '../../components/problem-box.tsx';
import { More } from '../../components/more.tsx';
import { ScanField } from '../../features/scanning/scan-field.tsx';
import { Screen } from '../../components/screen.tsx';
import { useBranchName, useSession } from '../../lib/session/session.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { pause } from '../../lib/pause.ts';
import { findPull } from './find-pull.ts';
import { Latest } from './latest.tsx';
import { PullTable } from './pull-table.tsx';
import { pullListQuery } from './queries.ts';
import { rowsOf } from './rows.ts';
import { usePullTexts } from './texts.ts';
import { usePulls } from './use-pulls.ts';

/**
 * The copies to fetch from the shelves, to print or to tick off by scanning. It shows the list of
 * the current branch; a scan counts for the branch where it was made.
 */
export function PullList() {
  const t = usePullTexts();
  const client = useQueryClient();
  const { branchId } = useSession();
  const query = useInfiniteQuery({ ...pullListQuery(branchId), enabled: branchId !== '' });
  const { scans, add, anyway } = usePulls();
  const { rows, fetched, left } = rowsOf(query.data ?? [], scans, branchId);
  const lead = useLead(query.dataUpdatedAt, left, query.hasNextPage);
  const print = async (): Promise<void> => {
    await findPull(client, branchId);
    await until(() => client.isFetching() === 0);
    window.print();
  };
  return (
    <Screen
      title={t('title')}
      lead={query.data && lead}
      actions={
        <>
          <Button variant="default" loading={query.isRefetching} onClick={() => void query.refetch()}>
            {t('refresh')}
          </Button>
          <Button variant="default" disabled={left === 0} onClick={() => void print()}>
            {t('print')}
          </Button>
        </>
      }
    >
      <ScanField label={t('scan')} button={t('button')} onScan={add} />
      {scans[0] && <Latest key={scans[0].id} scan={scans[0]} anyway={anyway} />}
      <ProblemBox error={query.error} />
      {query.isLoading && <Loading />}
      {query.data && rows.length === 0 && <Empty />}
      {rows.length > 0 && <PullTable rows={rows} fetched={fetched} branchId={branchId} />}
      <div className="no-print">
        <More of={query} />
      </div>
    </Screen>
  );
}

function useLead(readAt: number, count: number, more: boolean): string {
  const t = usePullTexts();
  const branchName = useBranchName();
  const { branchId } = useSession();
  const { machineMoment } = useDays();
  const facts = { branch: branchName(branchId), moment: machineMoment(readAt), count };
  return t(more ? 'leadMore' : 'lead', facts);
}

function Loading() {
  const common = useCommonTexts();
  return (
    <p className="quiet" role="status">
      {common('loading')}
    </p>
  );
}

function Empty() {
  const t = usePullTexts();
  return (
    <div className="panel">
      <p>
        <strong>{t('empty')}</strong>
      </p>
      <p className="quiet">{t('emptyDetail')}</p>
    </div>
  );
}

const LOOK_MS = 50;
const LONGEST_LOOKS = 60;

/** Waits until the names of the titles have loaded, for a few seconds at most. */
async function until(ready: () => boolean): Promise<void> {
  for (let looks = 0; looks < LONGEST_LOOKS; looks += 1) {
    await pause(LOOK_MS);
    if (ready()) return;
  }
}
