import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import type { Copy } from '../api/types.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ProblemBox } from '../parts/problem-box.tsx';
import { useWords } from '../texts/words.ts';
import { ActivitySelect } from './activity-select.tsx';
import { formFor, wishOf, type BlockForm } from './block-form.ts';
import { LoanChoices, ReservationChoices } from './choices.tsx';
import { Differences } from './differences-list.tsx';
import { FailedCopies } from './failed-copies.tsx';
import { useBlockTexts } from './texts.ts';
import { useSaveBlocks } from './use-save-blocks.ts';

/** Blocks of one copy, or the same for several: for reserving, for lending, for an activity or none. What is typed stays until it is saved. */
export function BlocksDialog({
  copies,
  onClose,
}: {
  readonly copies: readonly Copy[];
  readonly onClose: () => void;
}) {
  const say = useBlockTexts();
  const [barcode] = copies.map(({ copyId }) => copyId);
  const title =
    copies.length === 1 && barcode !== undefined
      ? say('heading', { barcode })
      : say('headingMany', { count: copies.length });
  return (
    <Dialog onClose={onClose} title={title}>
      <Form copies={copies} onClose={onClose} />
    </Dialog>
  );
}

function Form({ copies, onClose }: { readonly copies: readonly Copy[]; readonly onClose: () => void }) {
  const say = useBlockTexts();
  const words = useWords();
  const [form, setForm] = useState(() => formFor(copies, ''));
  const saving = useSaveBlocks(onClose);
  const [missingDay, setMissingDay] = useState(false);
  const fill = (part: Partial<BlockForm>) => {
    setForm({ ...form, ...part });
  };
  const save = (of: readonly Copy[]) => {
    const wish = wishOf(form);
    setMissingDay(wish === undefined);
    if (wish !== undefined) void saving.save(of, wish);
  };
  const many = copies.length > 1;
  const { stale } = saving;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save(stale ? [stale] : copies);
      }}
    >
      <ReservationChoices
        value={form.reservation}
        many={many}
        onChange={(reservation) => {
          fill({ reservation });
        }}
      />
      <LoanChoices form={form} many={many} missingDay={missingDay} onChange={fill} />
      <ActivitySelect
        label={say('activity')}
        none={say('noActivity')}
        value={form.activityId}
        branchIds={copies.map(({ branchId }) => branchId)}
        onChange={(activityId) => {
          setForm(many ? { ...form, activityId } : formFor(copies, activityId));
        }}
      />
      <TextInput
        label={say('reason')}
        value={form.reason}
        maxLength={500}
        onChange={(event) => {
          fill({ reason: event.currentTarget.value });
        }}
      />
      {many ? <FailedCopies failed={saving.failed} /> : <ProblemBox error={saving.failed[0]?.error} />}
      {stale && copies[0] && <Differences shown={copies[0]} now={stale} />}
      <div className="row ends">
        {saving.busy && many && (
          <span role="status">{say('working', { done: saving.done, of: copies.length })}</span>
        )}
        <Button variant="default" onClick={onClose}>
          {words('cancel')}
        </Button>
        <Button type="submit" loading={saving.busy}>
          {stale ? say('saveAnyway') : words('save')}
        </Button>
      </div>
    </form>
  );
}
