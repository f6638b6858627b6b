import type { Copy } from '../../lib/api/types.ts';
import { BlockTag } from './copy-tags.tsx';
import { blockInSlot, slotOf } from './slot.ts';
import { useBlockTexts } from './texts.ts';

/**
 * Shows the blocks of a copy in other slots than the one of the form: saving leaves them (rule B1).
 */
export function OtherBlocks({ copy, activityId }: { readonly copy: Copy; readonly activityId: string }) {
  const t = useBlockTexts();
  const slot = activityId === '' ? undefined : activityId;
  const others = copy.blocks.filter((block) => block !== blockInSlot(copy, block.kind, slot));
  if (others.length === 0) return null;
  return (
    <div className="stack tight">
      <p>{t('others')}</p>
      <ul className="plain row">
        {others.map((block) => (
          <li key={slotOf(block)}>
            <BlockTag block={block} />{' '}
            {block.source.type === 'rule' && <span className="quiet">{t('byRule')}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
