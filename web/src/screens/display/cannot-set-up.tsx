import { Link } from '@tanstack/react-router';
import { Screen } from '../../components/screen.tsx';
import { useDisplayTexts } from './texts.ts';

/** Says why this activity or card cannot be used, and links to another choice. */
export function CannotSetUp({ why, activityId }: { readonly why: string; readonly activityId?: string }) {
  const t = useDisplayTexts();
  return (
    <Screen title={t('title')}>
      <p>{why}</p>
      <Link to="/display" search={activityId === undefined ? {} : { activityId }}>
        {t('other')}
      </Link>
    </Screen>
  );
}
