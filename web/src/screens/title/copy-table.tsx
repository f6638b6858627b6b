import { useCallback, useState } from 'react';
import { Checkbox } from '@mantine/core';
import type { Copy } from '../../lib/api/types.ts';
import { useKey } from '../../features/scanning/use-keys.ts';
import { worksFor } from '../../lib/session/person.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import type { CopyActionHandlers } from '../../features/copy-actions/copy-actions.ts';
import { useAvailabilityTexts } from '../../features/availability/texts.ts';
import { TableBox } from '../../components/table-box.tsx';
import { CopyActions } from './copy-actions.tsx';
import { CopyMenu, type MenuPlace } from './copy-menu.tsx';
import { CopyRow } from './copy-row.tsx';
import { useTitleTexts } from './texts.ts';

/**
 * The copies of a title. An action applies to the selected copies, or else to the row that has the
 * focus.
 */
export function CopyTable(props: {
  readonly title: string;
  readonly copies: readonly Copy[];
  readonly actions: CopyActionHandlers;
}) {
  const { copies, actions } = props;
  const t = useTitleTexts();
  const { person } = useSession();
  const [menu, setMenu] = useState<MenuPlace>();
  const { chosen, selected, chooseOne, chooseAll } = useSelection(copies);
  const own = (some: readonly Copy[]) => some.filter(({ branchId }) => worksFor(person, branchId));
  // Staff know `5` from the library system.
  useKey('5', () => {
    const wanted = own(selected.length > 0 ? selected : focusedOrOnly(copies));
    if (wanted.length > 0) actions.onBlock(wanted);
  });
  return (
    <>
      <CopyActions selected={selected} own={own(selected)} actions={actions} />
      <TableBox label={t('tableOf', { title: props.title })}>
        <table>
          <CopyTableHead count={selected.length} of={copies.length} onChooseAll={chooseAll} />
          <tbody>
            {copies.map((copy) => (
              <CopyRow
                key={copy.copyId}
                copy={copy}
                chosen={chosen.has(copy.copyId)}
                onChoose={chooseOne}
                onMenu={setMenu}
              />
            ))}
          </tbody>
        </table>
      </TableBox>
      {menu && (
        <CopyMenu
          place={menu}
          actions={actions}
          onClose={() => {
            setMenu(undefined);
          }}
        />
      )}
    </>
  );
}

/** The head of the table; its checkbox selects all copies or none. */
function CopyTableHead(props: {
  readonly count: number;
  readonly of: number;
  readonly onChooseAll: (yes: boolean) => void;
}) {
  const { count, of, onChooseAll } = props;
  const t = useTitleTexts();
  const common = useCommonTexts();
  const availability = useAvailabilityTexts();
  return (
    <thead>
      <tr>
        <th scope="col">
          <Checkbox
            aria-label={t('selectAll')}
            checked={count === of}
            indeterminate={count > 0 && count < of}
            onChange={(event) => {
              onChooseAll(event.currentTarget.checked);
            }}
          />
        </th>
        <th scope="col">{common('barcode')}</th>
        <th scope="col">{common('branch')}</th>
        <th scope="col">{common('collection')}</th>
        <th scope="col">{common('status')}</th>
        <th scope="col">{common('blocks')}</th>
        <th scope="col">{availability('goesNow')}</th>
        <th scope="col">{availability('reservable')}</th>
        <th scope="col" className="number">
          {t('reservations')}
        </th>
        <td />
      </tr>
    </thead>
  );
}

/** The copies that are selected; one that has left the title is no longer among them. */
function useSelection(copies: readonly Copy[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const selected = copies.filter(({ copyId }) => chosen.has(copyId));
  const chooseAll = (yes: boolean) => {
    setChosen(new Set(yes ? copies.map(({ copyId }) => copyId) : []));
  };
  const chooseOne = useCallback((copyId: string, yes: boolean) => {
    setChosen((before) => {
      const after = new Set(before);
      if (yes) after.add(copyId);
      else after.delete(copyId);
      return after;
    });
  }, []);
  return { chosen, selected, chooseOne, chooseAll };
}

/** The copy whose row has the focus, or else the only copy of the title. */
function focusedOrOnly(copies: readonly Copy[]): readonly Copy[] {
  const row = document.activeElement?.closest<HTMLElement>('tr[data-copy]');
  const focused = copies.filter(({ copyId }) => copyId === row?.dataset.copy);
  return focused.length > 0 || copies.length > 1 ? focused : copies;
}
