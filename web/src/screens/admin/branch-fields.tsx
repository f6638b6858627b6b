import { Textarea, TextInput } from '@mantine/core';
import type { Typed } from './branch-form-state.ts';
import { useAdminTexts } from './texts.ts';

/** The fields of a branch; its code where it is a new one. */
export function BranchFields(props: {
  readonly typed: Typed;
  readonly type: (change: Partial<Typed>) => void;
  readonly isNew: boolean;
  readonly isTaken: boolean;
}) {
  const say = useAdminTexts();
  const { typed, type } = props;
  const field = (name: keyof Typed) => ({
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
          label={say('code')}
          maxLength={40}
          pattern="[A-Za-z0-9._\-]+"
          error={props.isTaken && say('codeTaken')}
          {...field('branchId')}
        />
      )}
      <TextInput required label={say('name')} {...field('name')} />
      <Textarea
        label={say('contacts')}
        description={say('contactsHelp')}
        rows={3}
        spellCheck={false}
        {...field('contacts')}
      />
      <div className="row">
        <TextInput type="number" min={1} required label={say('pickupDays')} {...field('pickupDays')} />
        <TextInput type="number" min={0} required label={say('limit')} {...field('reservationLimit')} />
      </div>
    </>
  );
}
