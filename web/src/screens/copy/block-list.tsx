import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Block, Copy } from '../../lib/api/types.ts';
import { slotOf, toneOf } from '../../features/blocks/slot.ts';
import { ActivityName, useBlockText } from '../../features/blocks/copy-tags.tsx';
import { Tag } from '../../components/tag.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { TableBox } from '../../components/table-box.tsx';
import { useCopyTexts } from './texts.ts';

/** All blocks of a copy, each with its activity, its cause, who set it and why (rule B1). */
export function BlockList(props: {
  readonly copy: Copy;
  readonly onLift: ((copies: readonly Copy[]) => void) | undefined;
}) {
  const { copy, onLift } = props;
  const t = useCopyTexts();
  const common = useCommonTexts();
  return (
    <section className="stack tight">
      <div className="row apart">
        <h2>{common('blocks')}</h2>
        {onLift && copy.blocks.length > 0 && (
          <Button
            variant="default"
            size="xs"
            onClick={() => {
              onLift([copy]);
            }}
          >
            {t('lift')}
          </Button>
        )}
      </div>
      {copy.blocks.length === 0 ? (
        <p className="panel quiet">{common('noBlocks')}</p>
      ) : (
        <TableBox label={common('blocks')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('block')}</th>
                <th scope="col">{common('activity')}</th>
                <th scope="col">{t('cause')}</th>
                <th scope="col">{t('by')}</th>
                <th scope="col">{common('since')}</th>
                <th scope="col">{common('reason')}</th>
              </tr>
            </thead>
            <tbody>
              {copy.blocks.map((block) => (
                <BlockRow key={slotOf(block)} block={block} />
              ))}
            </tbody>
          </table>
        </TableBox>
      )}
    </section>
  );
}

function BlockRow({ block }: { readonly block: Block }) {
  const t = useCopyTexts();
  const text = useBlockText();
  const { moment } = useDays();
  const { activityId, source } = block;
  return (
    <tr>
      <td>
        <Tag tone={toneOf(block)}>{text(block)}</Tag>
      </td>
      <td>
        {activityId !== undefined && (
          <Link to="/activities/$id" params={{ id: activityId }}>
            <ActivityName id={activityId} />
          </Link>
        )}
      </td>
      <td>
        {source.type === 'batch' && source.id !== undefined ? (
          <Link to="/batches/$id" params={{ id: source.id }}>
            {t('source.batch')}
          </Link>
        ) : (
          `${t(`source.${source.type}`)}${source.type === 'rule' ? ` ${source.id ?? ''}` : ''}`
        )}
      </td>
      <td>{block.placedBy}</td>
      <td>{moment(block.placedAt)}</td>
      <td>{block.reason}</td>
    </tr>
  );
}
