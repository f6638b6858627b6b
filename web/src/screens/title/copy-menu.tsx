import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Copy } from '../../lib/api/types.ts';
import { useFocusBack } from '../../components/focus-back.ts';
import { worksFor } from '../../lib/session/person.ts';
import { useSession } from '../../lib/session/session.tsx';
import type { CopyActionHandlers } from '../../features/copy-actions/copy-actions.ts';
import styles from './copy-menu.module.css';
import { useTitleTexts } from './texts.ts';

/** The copy whose menu is open, and where on the page. */
export interface MenuPlace {
  readonly copy: Copy;
  readonly x: number;
  readonly y: number;
}

/** The menu of one copy, at the mouse or at its row. */
export function CopyMenu(props: {
  readonly place: MenuPlace;
  readonly actions: CopyActionHandlers;
  readonly onClose: () => void;
}) {
  const { place, actions, onClose } = props;
  const t = useTitleTexts();
  useFocusBack();
  const { copy, x, y } = place;
  return (
    <Menu
      opened
      onClose={onClose}
      position="bottom-start"
      shadow="md"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <button
          type="button"
          data-passing
          tabIndex={-1}
          aria-label={t('menuOf', { barcode: copy.copyId })}
          className={styles.anchor}
          style={{ left: x, top: y }}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <CopyMenuItems copy={copy} actions={actions} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** Anybody opens and reserves a copy; only its own branch changes its blocks (rule B8). */
function CopyMenuItems({ copy, actions }: { readonly copy: Copy; readonly actions: CopyActionHandlers }) {
  const t = useTitleTexts();
  const navigate = useNavigate();
  const { person } = useSession();
  const isOwn = worksFor(person, copy.branchId);
  return (
    <>
      <Menu.Item onClick={() => void navigate({ to: '/copies/$copyId', params: { copyId: copy.copyId } })}>
        {t('open')}
      </Menu.Item>
      <Menu.Item
        onClick={() => {
          actions.onReserve([copy]);
        }}
      >
        {t('reserveThis')}
      </Menu.Item>
      <Menu.Item
        disabled={!isOwn}
        rightSection="5"
        onClick={() => {
          actions.onBlock([copy]);
        }}
      >
        {t('blocks')}
      </Menu.Item>
      <Menu.Item
        disabled={!isOwn || copy.blocks.length === 0}
        onClick={() => {
          actions.onLift([copy]);
        }}
      >
        {t('lift')}
      </Menu.Item>
    </>
  );
}
