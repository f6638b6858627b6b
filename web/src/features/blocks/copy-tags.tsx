import type { Block, Copy } from '../../lib/api/types.ts';
import { slotOf, toneOf } from './slot.ts';
import { useDays } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { Tag, type Tone } from '../../components/tag.tsx';
import { useActivity } from '../../components/use-activity.ts';

const TONES: Readonly<Record<Copy['status'], Tone>> = {
  available: 'done',
  'on-loan': 'plain',
  'on-special-card': 'note',
  'reservation-shelf': 'note',
  'in-transit': 'note',
  'on-order': 'plain',
  missing: 'error',
  withdrawn: 'error',
};

/** The status of a copy; on a special card with the card's name. */
export function StatusTag({ copy }: { readonly copy: Copy }) {
  const t = useCommonTexts();
  const label = copy.loan?.special === true ? copy.loan.label : undefined;
  return (
    <Tag tone={TONES[copy.status]}>
      {t(`status.${copy.status}`)}
      {label !== undefined && `: ${label}`}
    </Tag>
  );
}

/** Formats a block as its code, or as its last day. */
export function useBlockText(): (block: Pick<Block, 'kind' | 'code' | 'endDate'>) => string {
  const t = useCommonTexts();
  const { day } = useDays();
  return ({ kind, code, endDate }) => {
    if (kind === 'reservation') return t(code === 7 ? 'code7' : 'code8');
    return endDate === undefined ? t('loanNoEnd') : t('loanUntil', { day: day(endDate) });
  };
}

/** A tag of a block, with its activity. */
export function BlockTag({ block }: { readonly block: Block }) {
  const text = useBlockText();
  return (
    <Tag tone={toneOf(block)}>
      {text(block)}
      {block.activityId !== undefined && (
        <>
          {' · '}
          <ActivityName id={block.activityId} />
        </>
      )}
    </Tag>
  );
}

/** The tags of all blocks of a copy, one below another. */
export function BlockTags({ blocks }: { readonly blocks: readonly Block[] }) {
  const t = useCommonTexts();
  if (blocks.length === 0) return <span className="quiet">{t('noBlocks')}</span>;
  return (
    <ul className="plain">
      {blocks.map((block) => (
        <li key={slotOf(block)}>
          <BlockTag block={block} />
        </li>
      ))}
    </ul>
  );
}

/** The name of an activity; the id while it loads. */
export function ActivityName({ id }: { readonly id: string }) {
  return useActivity(id)?.name ?? id;
}
