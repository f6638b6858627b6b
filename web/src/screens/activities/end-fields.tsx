import { Fieldset, Radio, TextInput } from '@mantine/core';
import type { FieldsProps } from './fields.ts';
import { useActivitiesTexts } from './texts.ts';

/** The end of an activity (rule A2), and who gets the reminders. */
export function EndFields({ draft, set, isOpen, errorOf }: FieldsProps) {
  const t = useActivitiesTexts();
  return (
    <Fieldset legend={t('atEnd')}>
      <div className="stack tight">
        {(['flag', 'lift'] as const).map((atEnd) => (
          <Radio
            key={atEnd}
            name="atEnd"
            label={t(`atEnd.${atEnd}`)}
            checked={draft.atEnd === atEnd}
            disabled={!isOpen('atEnd')}
            onChange={() => {
              set({ atEnd });
            }}
          />
        ))}
        <TextInput
          label={t('contacts')}
          description={t('contactsHelp')}
          value={draft.contacts}
          error={errorOf('contacts')}
          disabled={!isOpen('contacts')}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            set({ contacts: event.currentTarget.value });
          }}
        />
      </div>
    </Fieldset>
  );
}
