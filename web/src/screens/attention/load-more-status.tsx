import { Button } from '@mantine/core';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useWords } from '../../lib/i18n/common-texts.ts';
import { useAttentionTexts } from './texts.ts';

/** Says that more is on its way; or why it did not come, and asks again. */
export function ReadingOn({ error, readOn }: { readonly error: unknown; readonly readOn: () => void }) {
  const say = useAttentionTexts();
  const words = useWords();
  if (error === null)
    return (
      <p role="status" className="quiet">
        {say('loadingMore')}
      </p>
    );
  return (
    <div className="stack tight">
      <ProblemBox error={error} />
      <div>
        <Button onClick={readOn}>{words('tryAgain')}</Button>
      </div>
    </div>
  );
}
