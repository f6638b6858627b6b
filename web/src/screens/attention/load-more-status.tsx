import { Button } from '@mantine/core';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { useAttentionTexts } from './texts.ts';

/** Shows that the next page is loading, or why it failed, with a retry button. */
export function LoadMoreStatus({ error, readOn }: { readonly error: unknown; readonly readOn: () => void }) {
  const t = useAttentionTexts();
  const common = useCommonTexts();
  if (error === null)
    return (
      <p role="status" className="quiet">
        {t('loadingMore')}
      </p>
    );
  return (
    <div className="stack tight">
      <ProblemBox error={error} />
      <div>
        <Button onClick={readOn}>{common('tryAgain')}</Button>
      </div>
    </div>
  );
}
