import { Button } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useCopyDialogs } from '../../features/copy-actions/use-copy-dialogs.tsx';
import { titleNameQuery } from '../../lib/api/lookup.ts';
import { copyQuery } from '../../lib/api/queries.ts';
import { Screen } from '../../components/screen.tsx';
import { TitleName } from '../../components/title-name.tsx';
import { useKey } from '../../features/scanning/use-keys.ts';
import { worksFor } from '../../lib/session/person.ts';
import { useBranchName, useSession } from '../../lib/session/session.tsx';
import type { Copy } from '../../lib/api/types.ts';
import { BlockList } from './block-list.tsx';
import { CheckOutCopy } from './check-out.tsx';
import styles from './copy.module.css';
import { History } from './history.tsx';
import { CopyReservations } from './reservations.tsx';
import { State } from './state.tsx';
import { useCopyTexts } from './texts.ts';

/** The screen of a copy: its state, its blocks, its reservations and its history. */
export function CopyScreen() {
  const t = useCopyTexts();
  const { copyId } = useParams({ from: '/copies/$copyId' });
  const { data: copy } = useSuspenseQuery(copyQuery(copyId));
  const { data: title } = useQuery(titleNameQuery(copy.titleId));
  const { person } = useSession();
  const branchName = useBranchName();
  const { actions, dialog } = useCopyDialogs();
  const isOwn = worksFor(person, copy.branchId);
  useKey('5', () => {
    if (isOwn) actions.onBlock([copy]);
  });
  const branch = branchName(copy.branchId);
  return (
    <Screen
      title={title?.title ?? copyId}
      lead={<CopyFacts copy={copy} branch={branch} />}
      actions={
        <>
          <Button
            variant="default"
            onClick={() => {
              actions.onReserve([copy]);
            }}
          >
            {t('reserve')}
          </Button>
          {isOwn && (
            <Button
              onClick={() => {
                actions.onBlock([copy]);
              }}
            >
              {t('blocks')}
            </Button>
          )}
        </>
      }
    >
      {!isOwn && <p className="quiet">{t('otherBranch', { branch })}</p>}
      <div className={styles.columns}>
        <div className="stack">
          <State copy={copy} />
          {/* Also for copies of other branches: the card's branch decides (rule S1). */}
          {copy.status !== 'on-special-card' && <CheckOutCopy key={copyId} copy={copy} />}
        </div>
        <div className="stack">
          <BlockList copy={copy} onLift={isOwn ? actions.onLift : undefined} />
          <CopyReservations key={copyId} copyId={copyId} />
          <History copyId={copyId} />
        </div>
      </div>
      {dialog}
    </Screen>
  );
}

/** Barcode, branch, place and title in one line. */
function CopyFacts({ copy, branch }: { readonly copy: Copy; readonly branch: string }) {
  const { copyId, collection, shelfmark, titleId } = copy;
  return (
    <>
      <span className="mono">{copyId}</span> ·{' '}
      {[branch, collection, shelfmark].filter((fact) => fact !== undefined).join(' · ')} ·{' '}
      <TitleName titleId={titleId} />
    </>
  );
}
