import { useState, type SubmitEvent } from 'react';
import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { answerOf } from '../../lib/api/client.ts';
import { notify } from '../../lib/notifications.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import { Screen } from '../../components/screen.tsx';
import { useChange } from '../../components/use-change.ts';
import { useScans } from '../../features/scanning/use-keys.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { barcodesIn } from './barcodes.ts';
import { ChangeFields } from './change-fields.tsx';
import { missingIn, batchRequestOf, type BatchDraft, type MissingField } from './batch-draft.ts';
import { useNewBatchTexts } from './new-texts.ts';
import { SelectionFields } from './selection-fields.tsx';
import { useKeptDraft } from './use-kept-draft.ts';
import styles from './batches.module.css';

/** The form of a new batch: its copies and its changes; leads to the preview (rules M1–M3). */
export function NewBatch() {
  const t = useNewBatchTexts();
  const common = useCommonTexts();
  const navigate = useNavigate();
  const kept = useKeptDraft(useSession().person.name, ...useFirstDraft());
  const { draft } = kept;
  const [missing, setMissing] = useState<MissingField>();
  const make = useChange(
    (act, wanted: BatchDraft) => answerOf(act.POST('/api/batches', { body: batchRequestOf(wanted) })),
    ({ id }) => {
      kept.clear();
      void navigate({ to: '/batches/$id', params: { id } });
    },
  );
  const edit = (change: Partial<BatchDraft>) => {
    setMissing(undefined);
    kept.edit(change);
  };
  useScannedBarcodes(draft, (code) => {
    setMissing(undefined);
    kept.add(code);
  });
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const lacks = missingIn(draft);
    setMissing(lacks);
    if (lacks === undefined) make.mutate(draft);
  };
  return (
    <Screen title={t('title')} lead={t('lead')}>
      {kept.isKept && <KeptDraftNote clear={kept.clear} />}
      <form className="stack" onSubmit={send} noValidate>
        <div className={styles.halves}>
          <SelectionFields draft={draft} edit={edit} />
          <ChangeFields draft={draft} edit={edit} />
        </div>
        <div role="alert">
          {missing !== undefined && <p className={styles.missing}>{t(`missing.${missing}`)}</p>}
        </div>
        <ProblemBox error={make.error} />
        <div className="row">
          <Button type="submit" size="md" loading={make.isPending}>
            {t('preview')}
          </Button>
          <Button
            variant="default"
            size="md"
            onClick={() => {
              kept.clear();
              void navigate({ to: '/batches' });
            }}
          >
            {common('cancel')}
          </Button>
        </div>
      </form>
    </Screen>
  );
}

const RESERVATIONS: readonly string[] = ['lift', '7', '8'] satisfies readonly BatchDraft['reservation'][];

/** Adds every scan to the barcodes of the draft, and warns of one that is on the list already. */
function useScannedBarcodes({ barcodes }: BatchDraft, add: (code: string) => void): void {
  const t = useNewBatchTexts();
  useScans((code) => {
    const { codes } = barcodesIn(barcodes);
    if (codes.includes(code)) notify('warning', t('scannedAgain', { code }));
    else notify('done', t('scanned', { code, count: codes.length + 1 }));
    add(code);
  });
}

/** Says that the form continues a kept draft, with a button to clear it. */
function KeptDraftNote({ clear }: { readonly clear: () => void }) {
  const t = useNewBatchTexts();
  return (
    <div className="row" role="status">
      <span>{t('kept')}</span>
      <Button size="xs" variant="default" onClick={clear}>
        {t('clear')}
      </Button>
    </div>
  );
}

/** The draft of the address, at the current branch; `isAsked` when the address fills in a field. */
function useFirstDraft(): readonly [draft: BatchDraft, isAsked: boolean] {
  const { branchId } = useSession();
  const asked = useSearch({ from: '/batches/new' });
  const { collection = '', activityId = '', reservation = '' } = asked;
  const draft: BatchDraft = {
    from: 'collection',
    collection,
    branchId: asked.branchId ?? branchId,
    barcodes: '',
    ofActivity: '',
    reservation: RESERVATIONS.includes(reservation) ? (reservation as BatchDraft['reservation']) : 'keep',
    loan: 'keep',
    activityId,
    reason: '',
    includeNewCopies: false,
    includeRuled: reservation === 'lift',
  };
  return [draft, Object.keys(asked).length > 0];
}
