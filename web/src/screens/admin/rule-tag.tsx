import type { StandingRule } from '../../lib/api/types.ts';
import { ActivityName } from '../../components/copy-tags.tsx';
import { Tag } from '../../components/tag.tsx';
import { useWords } from '../../lib/i18n/common-texts.ts';
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
