import { useState } from 'react';
import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { branchesQuery } from '../../lib/api/queries.ts';
import { worksFor, type Person } from '../../lib/session/person.ts';
import { CODE_FIELD } from '../scanning/fields.ts';
import { useSession } from '../../lib/session/session.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { DialogForm } from '../../components/dialog-form.tsx';
import { canBeAgreed, type Refusal, type ReservationForm, type ToReserve } from './reserve.ts';
import { Refusals } from './refusals.tsx';
import { SpecialCardSelect } from './special-card-select.tsx';
import { useReserveTexts } from './texts.ts';
import { useReserve } from './use-reserve.ts';

/** Reserves copies or a title for a card, and shows every reason of a refusal. */
export function ReserveDialog({ what, onClose }: { readonly what: ToReserve; readonly onClose: () => void }) {
  const t = useReserveTexts();
  return (
    <Dialog onClose={onClose} title={headingOf(what, t)}>
      <Form what={what} onClose={onClose} />
    </Dialog>
  );
}

const headingOf = (what: ToReserve, t: ReturnType<typeof useReserveTexts>): string => {
  if ('titleId' in what) return t('headingTitle');
  const [copy] = what.copies;
  return what.copies.length === 1 && copy
    ? t('headingCopy', { barcode: copy.copyId })
    : t('headingCopies', { count: what.copies.length });
};

/** The form of a reservation: the input, the refusals, and whether staff may override them. */
function useReserveForm(what: ToReserve, onClose: () => void) {
  const { person, branchId } = useSession();
  const [form, setForm] = useState<ReservationForm>({ patronId: '', pickupBranchId: branchId });
  const [agreedWith, agree] = useState('');
  const [missing, setMissing] = useState(false);
  const { failedOf, busy, go } = useReserve(what, onClose);
  const failed = failedOf(form);
  const mayAgree = !('titleId' in what) && failed.length > 0 && failed.every(mayAgreeTo(person));
  // An agreement holds for one card and one pickup branch: it is typed again for another.
  const fill = (part: Partial<ReservationForm>) => {
    setForm({ ...form, ...part });
    agree('');
  };
  const submit = () => {
    setMissing(form.patronId === '');
    if (form.patronId === '') return;
    const reason = agreedWith.trim();
    go({ ...form, ...(mayAgree && reason !== '' && { agreedWith: reason }) });
  };
  return { form, fill, agreedWith, agree, failed, mayAgree, missing, busy, submit };
}

/** Whether this person may agree for the branch of the refused copy (rule R10). */
const mayAgreeTo =
  (person: Person) =>
  ({ item: { branchId }, error }: Refusal): boolean =>
    branchId !== undefined && worksFor(person, branchId) && canBeAgreed(error);

function Form({ what, onClose }: { readonly what: ToReserve; readonly onClose: () => void }) {
  const t = useReserveTexts();
  const { form, fill, agreedWith, agree, failed, mayAgree, missing, busy, submit } = useReserveForm(
    what,
    onClose,
  );
  return (
    <DialogForm
      submit={mayAgree && agreedWith.trim() !== '' ? t('overrideButton') : t('reserve')}
      busy={busy}
      onCancel={onClose}
      onSubmit={submit}
    >
      <CardFields
        patronId={form.patronId}
        isTitle={'titleId' in what}
        missing={missing}
        onChange={(patronId) => {
          fill({ patronId });
        }}
      />
      <PickupSelect
        value={form.pickupBranchId}
        onChange={(pickupBranchId) => {
          fill({ pickupBranchId });
        }}
      />
      <Refusals failed={failed} />
      {mayAgree && (
        <TextInput
          label={t('override')}
          description={t('overrideHelp')}
          value={agreedWith}
          maxLength={500}
          onChange={(event) => {
            agree(event.currentTarget.value);
          }}
        />
      )}
    </DialogForm>
  );
}

/** The number of the card, typed or chosen; a title is not reserved for a special card. */
function CardFields(props: {
  readonly patronId: string;
  readonly isTitle: boolean;
  readonly missing: boolean;
  readonly onChange: (patronId: string) => void;
}) {
  const { patronId, isTitle, missing, onChange } = props;
  const t = useReserveTexts();
  return (
    <>
      {isTitle && <p className="quiet">{t('help')}</p>}
      <TextInput
        label={t('card')}
        {...CODE_FIELD}
        value={patronId}
        data-autofocus
        autoComplete="off"
        error={missing && patronId === '' ? t('fillCard') : undefined}
        onChange={(event) => {
          onChange(event.currentTarget.value.trim());
        }}
      />
      {!isTitle && <SpecialCardSelect label={t('specialCards')} value={patronId} onChange={onChange} />}
    </>
  );
}

/** The branch where the reader collects the copy. */
function PickupSelect(props: { readonly value: string; readonly onChange: (branchId: string) => void }) {
  const t = useReserveTexts();
  const { data: branches = [] } = useQuery(branchesQuery);
  return (
    <NativeSelect
      label={t('pickup')}
      value={props.value}
      data={branches.map(({ branchId: value, name }) => ({ value, label: name }))}
      onChange={(event) => {
        props.onChange(event.currentTarget.value);
      }}
    />
  );
}
