import type { StandingRule } from '../../lib/api/types.ts';
import { ActivityName } from '../../features/blocks/copy-tags.tsx';
import { Tag } from '../../components/tag.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { useAdminTexts } from './texts.ts';

/** A tag of a rule: its block and its activity. */
export function RuleTag({ rule: { code, activityId } }: { readonly rule: StandingRule }) {
  const t = useAdminTexts();
  const common = useCommonTexts();
  return (
    <Tag tone={code === null ? 'plain' : code === 8 ? 'error' : 'warning'}>
      {code === null ? t('takesNoPart') : common(`code${code}`)}
      {activityId !== undefined && (
        <>
          {' · '}
          <ActivityName id={activityId} />
        </>
      )}
    </Tag>
  );
}
