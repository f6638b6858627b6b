import { Checkbox, Fieldset, TextInput } from '@mantine/core';
import { useSession } from '../../lib/session/session.tsx';
import type { FieldsProps } from './fields.ts';
import { useActivityTexts } from './texts.ts';

/** Whether branches keep their copies to themselves, and from when (rules A5, A6). */
export function AgreementFields({ draft, set, errorOf }: FieldsProps) {
  const say = useActivityTexts();
  const isAdmin = useSession().person.role === 'admin';
  return (
    <Fieldset legend={say('agreementLegend')} disabled={!isAdmin}>
      <div className="stack tight">
        <Checkbox
          label={say('agreement')}
          checked={draft.agreement}
          onChange={(event) => {
            set({ agreement: event.currentTarget.checked });
          }}
        />
        {!isAdmin && <p>{say('agreementNeedsAdmin')}</p>}
        {draft.agreement && (
          <TextInput
            type="date"
            label={say('agreementFrom')}
            description={say('agreementFromHelp')}
            value={draft.agreementFrom}
            error={errorOf('agreementFrom')}
            onChange={(event) => {
              set({ agreementFrom: event.currentTarget.value });
            }}
          />
        )}
      </div>
    </Fieldset>
  );
}
