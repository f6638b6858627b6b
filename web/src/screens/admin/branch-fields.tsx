import { Textarea, TextInput } from '@mantine/core';
import type { BranchFormState } from './branch-form-state.ts';
import { useAdminTexts } from './texts.ts';

/** The fields of a branch; a new one also has its code. */
export function BranchFormFields(props: {
  readonly typed: BranchFormState;
  readonly type: (change: Partial<BranchFormState>) => void;
  readonly isNew: boolean;
  readonly isTaken: boolean;
}) {
  const t = useAdminTexts();
  const { typed, type } = props;
  const field = (name: keyof BranchFormState) => ({
    value: typed[name],
    onChange: ({ currentTarget: { value } }: { readonly currentTarget: { readonly value: string } }) => {
      type({ [name]: value });
    },
  });
  return (
    <>
      {props.isNew && (
        <TextInput
          data-autofocus
          required
          label={t('code')}
          maxLength={40}
          pattern="[A-Za-z0-9._\-]+"
          error={props.isTaken && t('codeTaken')}
          {...field('branchId')}
        />
      )}
      <TextInput required label={t('name')} {...field('name')} />
      <Textarea
        label={t('contacts')}
        description={t('contactsHelp')}
        rows={3}
        spellCheck={false}
        {...field('contacts')}
      />
      <div className="row">
        <TextInput type="number" min={1} required label={t('pickupDays')} {...field('pickupDays')} />
        <TextInput type="number" min={0} required label={t('limit')} {...field('reservationLimit')} />
      </div>
    </>
  );
}
