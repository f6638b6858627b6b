import { Checkbox, Fieldset, TextInput } from '@mantine/core';
import { useSession } from '../../lib/session/session.tsx';
import type { FieldsProps } from './fields.ts';
import { useActivitiesTexts } from './texts.ts';

/** Whether branches agree not to reserve each other's copies, and from when (rules A5, A6). */
export function AgreementFields({ draft, set, errorOf }: FieldsProps) {
  const t = useActivitiesTexts();
  const isAdmin = useSession().person.role === 'admin';
  return (
    <Fieldset legend={t('agreementLegend')} disabled={!isAdmin}>
      <div className="stack tight">
        <Checkbox
          label={t('agreement')}
          checked={draft.agreement}
          onChange={(event) => {
            set({ agreement: event.currentTarget.checked });
          }}
        />
        {!isAdmin && <p>{t('agreementNeedsAdmin')}</p>}
        {draft.agreement && (
          <TextInput
            type="date"
            label={t('agreementFrom')}
            description={t('agreementFromHelp')}
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
