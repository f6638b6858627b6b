import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import { isStale } from '../../lib/api/problem.ts';
import type { Copy } from '../../lib/api/types.ts';
import { ActivitySelect } from '../../components/activity-select.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
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
 * Blocks of one copy, or the same for several: for reserving, for lending, for an activity or none.
 * What is typed stays until it is saved.
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

/** What is filled in over what is there, and saving it; with what is missing to do so. */
function useBlockForm(copies: readonly Copy[], onClose: () => void) {
  const bulkChange = useBulkChange(copies, onClose);
  const [touched, setTouched] = useState<Touched>({});
  const [missing, setMissing] = useState<'day' | 'block'>();
  // What was not touched goes along with what a colleague made of the copy meanwhile.
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
    void bulkChange.go({
      change: (copy) => changeSlots(copy, slotsFor(copy, request)),
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
  const reasons = only === undefined ? [] : reasonsIn(only, form.activityId);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
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
      <TextInput
        label={t('reason')}
        {...(many && { description: t('reasonsStay') })}
        {...(reasons.length > 1 && {
          description: t('reasonsNow', { reasons: reasons.filter(Boolean).join(' · ') }),
        })}
        value={form.reason}
        maxLength={500}
        error={missing === 'block' ? t('reasonNeedsBlock') : undefined}
        onChange={(event) => {
          fill({ reason: event.currentTarget.value });
        }}
      />
      {many ? <FailedCopies failed={failed} /> : <ProblemBox error={error} />}
      {stale && <Differences {...stale} />}
      <div className="row ends">
        {busy && many && <span role="status">{t('working', { done: had, of: left.length })}</span>}
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {stale ? t('saveAnyway') : common('save')}
        </Button>
      </div>
    </form>
  );
}
