import { Link } from '@tanstack/react-router';
import { Screen } from '../../components/screen.tsx';
import { useDisplayTexts } from './texts.ts';

/** In the place of the scanning: why this choice is none, and the way to another. */
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
