import { useQuery } from '@tanstack/react-query';
import { Checkbox, Fieldset, TextInput } from '@mantine/core';
import { collectionsQuery } from '../../lib/api/queries.ts';
import { listed } from '../../lib/listed.ts';
import type { Collection } from '../../lib/api/types.ts';
import { TitleName } from '../../components/title-name.tsx';
import { toggled, type FieldsProps } from './fields.ts';
import { useActivitiesTexts } from './texts.ts';
import styles from './activities.module.css';

const MOST_NAMED = 20;

const namesOf = (all: readonly Collection[]): readonly string[] => all.map(({ collection }) => collection);

/** The collections and titles of an activity (rule A1). */
export function ScopeFields({ draft, set, errorOf }: FieldsProps) {
  const t = useActivitiesTexts();
  const { data: known = [] } = useQuery({ ...collectionsQuery, select: namesOf });
  const collections = [...new Set([...known, ...draft.collections])].sort();
  return (
    <Fieldset legend={t('scope')}>
      <div className="stack">
        <div className={styles.boxes}>
          {collections.map((collection) => (
            <Checkbox
              key={collection}
              label={collection}
              checked={draft.collections.includes(collection)}
              onChange={(event) => {
                set({ collections: toggled(draft.collections, collection, event.currentTarget.checked) });
              }}
            />
          ))}
        </div>
        <TextInput
          label={t('titles')}
          description={t('titlesHelp')}
          value={draft.titleIds}
          error={errorOf('titleIds')}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            set({ titleIds: event.currentTarget.value });
          }}
        />
        {draft.titleIds.trim() !== '' && (
          <ul className="plain">
            {listed(draft.titleIds)
              .slice(0, MOST_NAMED)
              .map((titleId) => (
                <li key={titleId}>
                  <TitleName titleId={titleId} />
                </li>
              ))}
          </ul>
        )}
      </div>
    </Fieldset>
  );
}
