import { Link } from '@tanstack/react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, NativeSelect } from '@mantine/core';
import { branchesQuery } from '../../lib/api/queries.ts';
import { branchesOf, useSession } from '../../lib/session/session.tsx';
import { speak, useLanguage } from '../../lib/i18n/language.ts';
import { SearchField } from './search-field.tsx';
import { useShellTexts } from './texts.ts';
import styles from './header.module.css';

export function Header() {
  const t = useShellTexts();
  const language = useLanguage();
  const { person, signOut } = useSession();
  const other = language === 'nl' ? 'en' : 'nl';
  const client = useQueryClient();
  const change = async () => {
    await speak(other);
    // The API answers in the language of the request.
    await client.invalidateQueries();
  };
  return (
    <header className={`${styles.header ?? ''} no-print`}>
      <Link to="/" className={styles.brand}>
        Apart
      </Link>
      <SearchField />
      <div className={styles.person}>
        <BranchPicker />
        <span className={styles.name}>{person.name}</span>
        <Button variant="default" size="xs" lang={other} onClick={() => void change()}>
          {t('otherLanguage')}
        </Button>
        <Button variant="default" size="xs" onClick={signOut}>
          {t('signOut')}
        </Button>
      </div>
    </header>
  );
}

/** Shows the branch of this person; staff of several branches choose one. */
function BranchPicker() {
  const t = useShellTexts();
  const { person, branchId, choose } = useSession();
  const { data = [] } = useQuery(branchesQuery);
  const own = branchesOf(person, data);
  if (own.length < 2) return <span className={styles.branch}>{own[0]?.name ?? branchId}</span>;
  return (
    <NativeSelect
      aria-label={t('at')}
      size="xs"
      value={branchId}
      onChange={(event) => {
        choose(event.currentTarget.value);
      }}
      data={own.map(({ branchId: value, name }) => ({ value, label: name }))}
    />
  );
}
