import { useInfiniteQuery } from '@tanstack/react-query';
import { toneOf } from '../../features/blocks/slot.ts';
import { StatusTag, useBlockText } from '../../features/blocks/copy-tags.tsx';
import { Tag } from '../../components/tag.tsx';
import { CopyCells } from '../../components/title-name.tsx';
import { useBranchName } from '../../lib/session/session.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { ListTable } from './list-table.tsx';
import { useActivityTexts } from './activity-texts.ts';
import { copiesOfActivityQuery } from './queries.ts';
import styles from './activities.module.css';

/** The copies with blocks of an activity, each with only those blocks. */
export function ActivityCopies({ activityId }: { readonly activityId: string }) {
  const t = useActivityTexts();
  const common = useCommonTexts();
  const branchName = useBranchName();
  const blockText = useBlockText();
  const query = useInfiniteQuery(copiesOfActivityQuery(activityId));
  return (
    <ListTable
      label={common('blocks')}
      columns={[common('title'), common('barcode'), common('branch'), common('status'), common('blocks')]}
      query={query}
      empty={t('noCopies')}
      row={(copy) => (
        <tr key={copy.copyId}>
          <CopyCells copyId={copy.copyId} titleId={copy.titleId} />
          <td className={styles.line}>{branchName(copy.branchId)}</td>
          <td className={styles.line}>
            <StatusTag copy={copy} />
          </td>
          <td>
            {copy.blocks
              .filter((block) => block.activityId === activityId)
              .map((block) => (
                <Tag key={block.kind} tone={toneOf(block)}>
                  {blockText(block)}
                </Tag>
              ))}
          </td>
        </tr>
      )}
    />
  );
}
