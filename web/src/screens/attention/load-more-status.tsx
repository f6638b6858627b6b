import { Button } from '@mantine/core';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { useAttentionTexts } from './texts.ts';

/** Says that more is on its way; or why it did not come, and asks again. */
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
