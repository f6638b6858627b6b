import { useState } from 'react';
import { TextInput } from '@mantine/core';
import { isStale } from '../../lib/api/problem.ts';
import type { Copy } from '../../lib/api/types.ts';
import { ActivitySelect } from '../../components/activity-select.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { DialogForm } from '../../components/dialog-form.tsx';
import { formFor, reasonsIn, blockRequestOf, type Touched } from './block-form.ts';
import { changeSlots } from './change-blocks.ts';
import { LoanChoices, ReservationChoices } from './choices.tsx';
import { Differences } from './differences-list.tsx';
import { FailedCopies } from './failed-copies.tsx';
import { OtherBlocks } from './other-blocks.tsx';
import { useBlockTexts } from './texts.ts';
import { useBulkChange } from './use-bulk-change.ts';
import { slotsFor } from './block-request.ts';

/**
 * Sets and lifts the blocks of one copy, or the same blocks of several. The dialog keeps the input
 * until everything is saved.
 */
export function BlocksDialog({
  copies,
  onClose,
}: {
  readonly copies: readonly Copy[];
  readonly onClose: () => void;
}) {
  const t = useBlockTexts();
  const [barcode] = copies.map(({ copyId }) => copyId);
  const title =
    copies.length === 1 && barcode !== undefined
      ? t('heading', { barcode })
      : t('headingMany', { count: copies.length });
  return (
    <Dialog onClose={onClose} title={title}>
      <Form copies={copies} onClose={onClose} />
    </Dialog>
  );
}

/** The form over the blocks of the copies, its save, and what is missing for that. */
function useBlockForm(copies: readonly Copy[], onClose: () => void) {
  const bulkChange = useBulkChange(copies, onClose);
  const [touched, setTouched] = useState<Touched>({});
  const [missing, setMissing] = useState<'day' | 'block'>();
  // Fields that were not touched follow what a colleague changes meanwhile.
  const only = copies.length === 1 ? bulkChange.left[0] : undefined;
  const start = formFor(only, touched.activityId ?? '');
  const form = { ...start, ...touched };
  const save = () => {
    const request = blockRequestOf(form, start);
    if (request === undefined) {
      setMissing('day');
      return;
    }
    const isNothing = bulkChange.left.every((copy) => slotsFor(copy, request).length === 0);
    const isLoose = isNothing && request.reason !== undefined && request.reason !== '';
    setMissing(isLoose ? 'block' : undefined);
    if (isLoose) return;
    bulkChange.go({
      change: (act, copy) => changeSlots(act, copy, slotsFor(copy, request)),
      isDone: (copy) => slotsFor(copy, request).length === 0,
    });
  };
  const fill = (part: Touched) => {
    setTouched({ ...touched, ...part });
  };
  return { ...bulkChange, form, fill, only, missing, save };
}

function Form({ copies, onClose }: { readonly copies: readonly Copy[]; readonly onClose: () => void }) {
  const t = useBlockTexts();
  const common = useCommonTexts();
  const { form, fill, only, missing, save, failed, busy, had, left } = useBlockForm(copies, onClose);
  const many = copies.length > 1;
  const [{ shown, now, error } = {}] = failed;
  const stale = !many && isStale(error) && shown && now ? { shown, now } : undefined;
  return (
    <DialogForm
      submit={stale ? t('saveAnyway') : common('save')}
      busy={busy}
      progress={busy && many && <span role="status">{t('working', { done: had, of: left.length })}</span>}
      onCancel={onClose}
      onSubmit={save}
    >
      {only && <OtherBlocks copy={only} activityId={form.activityId} />}
      <ReservationChoices
        value={form.reservation}
        many={many}
        onChange={(reservation) => {
          fill({ reservation });
        }}
      />
      <LoanChoices form={form} many={many} missingDay={missing === 'day'} onChange={fill} />
      <ActivitySelect
        label={t('activity')}
        none={t('noActivity')}
        value={form.activityId}
        branchIds={copies.map(({ branchId }) => branchId)}
        onChange={(activityId) => {
          fill({ activityId });
        }}
      />
      <ReasonField
        value={form.reason}
        help={many ? t('reasonsStay') : reasonsNow(only, form.activityId, t)}
        missingBlock={missing === 'block'}
        onChange={(reason) => {
          fill({ reason });
        }}
      />
      {many ? <FailedCopies failed={failed} /> : <ProblemBox error={error} />}
      {stale && <Differences {...stale} />}
    </DialogForm>
  );
}

/** The reason of the blocks; with nothing set, a reason for the blocks that are there. */
function ReasonField(props: {
  readonly value: string;
  readonly help: string | undefined;
  readonly missingBlock: boolean;
  readonly onChange: (reason: string) => void;
}) {
  const t = useBlockTexts();
  return (
    <TextInput
      label={t('reason')}
      description={props.help}
      value={props.value}
      maxLength={500}
      error={props.missingBlock ? t('reasonNeedsBlock') : undefined}
      onChange={(event) => {
        props.onChange(event.currentTarget.value);
      }}
    />
  );
}

/** Lists the reasons in a slot when its blocks have different ones: the field can show only one. */
function reasonsNow(
  copy: Copy | undefined,
  activityId: string,
  t: ReturnType<typeof useBlockTexts>,
): string | undefined {
  const reasons = copy === undefined ? [] : reasonsIn(copy, activityId);
  if (reasons.length < 2) return undefined;
  return t('reasonsNow', { reasons: reasons.filter(Boolean).join(' · ') });
}
