import { memo, type MouseEvent } from 'react';
import { Checkbox, CloseButton } from '@mantine/core';
import type { Copy } from '../../lib/api/types.ts';
import { GoesNow, Reservable } from '../../features/availability/availability.tsx';
import { BlockTags, StatusTag } from '../../features/blocks/copy-tags.tsx';
import { Barcode } from '../../components/title-name.tsx';
import { useBranchName } from '../../lib/session/session.tsx';
import type { MenuPlace } from './copy-menu.tsx';
import { useTitleTexts } from './texts.ts';
import styles from './copy-row.module.css';

/** A copy as a row of the table. Of hundreds of rows only the changed ones render again. */
export const CopyRow = memo(CopyCells);

function CopyCells(props: {
  readonly copy: Copy;
  readonly chosen: boolean;
  /** Must be the same function on every render, as `onMenu`: otherwise all rows render again. */
  readonly onChoose: (copyId: string, yes: boolean) => void;
  readonly onMenu: (place: MenuPlace) => void;
}) {
  const { copy, chosen, onChoose, onMenu } = props;
  const t = useTitleTexts();
  const branchName = useBranchName();
  const menuAt = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    // The menu key has no mouse position: the menu opens below the row.
    const [x, y] = event.clientX > 0 ? [event.clientX, event.clientY] : [box.left + 40, box.bottom];
    onMenu({ copy, x, y });
  };
  return (
    <tr data-copy={copy.copyId} className={chosen ? styles.chosen : undefined} onContextMenu={menuAt}>
      <td>
        <Checkbox
          aria-label={t('select', { barcode: copy.copyId })}
          checked={chosen}
          onChange={(event) => {
            onChoose(copy.copyId, event.currentTarget.checked);
          }}
        />
      </td>
      <td>
        <Barcode copyId={copy.copyId} />
      </td>
      <td>{branchName(copy.branchId)}</td>
      <td>
        {copy.collection} <span className="quiet">{copy.shelfmark}</span>
      </td>
      <td>
        <StatusTag copy={copy} />
      </td>
      <td>
        <BlockTags blocks={copy.blocks} />
      </td>
      <td>
        <GoesNow copy={copy} />
      </td>
      <td>
        <Reservable copy={copy} />
      </td>
      <td className="number">{copy.reservations > 0 && copy.reservations}</td>
      <td>
        <CloseButton
          aria-label={t('menuOf', { barcode: copy.copyId })}
          aria-haspopup="menu"
          icon={<span aria-hidden="true">⋯</span>}
          onClick={menuAt}
        />
      </td>
    </tr>
  );
}
