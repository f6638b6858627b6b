import { useState } from 'react';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { branchesQuery } from '../../lib/api/queries.ts';
import { worksFor } from '../../lib/session/person.ts';
import { useSession } from '../../lib/session/session.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { canBeAgreed, type ReservationForm, type ToReserve } from './reserve.ts';
import { Refusals } from './refusals.tsx';
import { SpecialCardSelect } from './special-card-select.tsx';
import { useReserveTexts } from './texts.ts';
import { useReserve } from './use-reserve.ts';

/** Reserves copies or a title for a card, and shows every reason where it is refused. */
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

function Form({ what, onClose }: { readonly what: ToReserve; readonly onClose: () => void }) {
  const t = useReserveTexts();
  const common = useCommonTexts();
  const { person, branchId } = useSession();
  const { data: branches = [] } = useQuery(branchesQuery);
  const [form, setForm] = useState<ReservationForm>({ patronId: '', pickupBranchId: branchId });
  const [agreedWith, setAgreedWith] = useState('');
  const [missing, setMissing] = useState(false);
  const reserving = useReserve(what, onClose);
  const isTitle = 'titleId' in what;
  const failed = reserving.failedOf(form);
  // An agreement is about one card and one place to collect: for another it has to be made again.
  const fill = (part: Partial<ReservationForm>) => {
    setForm({ ...form, ...part });
    setAgreedWith('');
  };
  const mayAgree =
    !isTitle &&
    failed.length > 0 &&
    failed.every(
      ({ item, error }) =>
        item.branchId !== undefined && worksFor(person, item.branchId) && canBeAgreed(error),
    );
  const submit = () => {
    setMissing(form.patronId === '');
    if (form.patronId === '') return;
    const reason = agreedWith.trim();
    void reserving.go({ ...form, ...(mayAgree && reason !== '' && { agreedWith: reason }) });
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {isTitle && <p className="quiet">{t('help')}</p>}
      <TextInput
        label={t('card')}
        value={form.patronId}
        data-autofocus
        autoComplete="off"
        error={missing && form.patronId === '' ? t('fillCard') : undefined}
        onChange={(event) => {
          fill({ patronId: event.currentTarget.value.trim() });
        }}
      />
      {!isTitle && (
        <SpecialCardSelect
          label={t('specialCards')}
          value={form.patronId}
          onChange={(patronId) => {
            fill({ patronId });
          }}
        />
      )}
      <NativeSelect
        label={t('pickup')}
        value={form.pickupBranchId}
        data={branches.map(({ branchId: value, name }) => ({ value, label: name }))}
        onChange={(event) => {
          fill({ pickupBranchId: event.currentTarget.value });
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
            setAgreedWith(event.currentTarget.value);
          }}
        />
      )}
      <div className="row ends">
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
        <Button type="submit" loading={reserving.busy}>
          {mayAgree && agreedWith.trim() !== '' ? t('overrideButton') : t('reserve')}
        </Button>
      </div>
    </form>
  );
}
