import type { Activity } from '../../lib/api/types.ts';
import { Tag, type Tone } from '../../components/tag.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { isLeftOn } from './rights.ts';

const TONES: Readonly<Record<Activity['state'], Tone>> = {
  coming: 'note',
  running: 'done',
  over: 'plain',
  closed: 'plain',
};

const MARKS: Readonly<Record<Activity['state'], string>> = {
  coming: '→',
  running: '▶',
  over: '■',
  closed: '✓',
};

/** The state of an activity; a warning when it has ended and still holds copies. */
export function StateTag({ activity }: { readonly activity: Activity }) {
  const common = useCommonTexts();
  const { state } = activity;
  const isWrong = isLeftOn(activity);
  return (
    <Tag tone={isWrong ? 'error' : TONES[state]} mark={isWrong ? '!' : MARKS[state]}>
      {common(`activity.${state}`)}
    </Tag>
  );
}
