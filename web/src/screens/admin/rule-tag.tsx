import type { StandingRule } from '../../api/types.ts';
import { ActivityName } from '../../parts/copy-tags.tsx';
import { Tag } from '../../parts/tag.tsx';
import { useWords } from '../../texts/words.ts';
import { useAdminTexts } from './texts.ts';

/** What a rule says: the block, and the activity that it is for. */
export function RuleTag({ rule: { code, activityId } }: { readonly rule: StandingRule }) {
  const say = useAdminTexts();
  const words = useWords();
  return (
    <Tag tone={code === null ? 'plain' : code === 8 ? 'error' : 'warning'}>
      {code === null ? say('takesNoPart') : words(`code${code}`)}
      {activityId !== undefined && (
        <>
          {' · '}
          <ActivityName id={activityId} />
        </>
      )}
    </Tag>
  );
}
