import { useCallback, useState } from 'react';
import { Checkbox } from '@mantine/core';
import type { Copy } from '../../lib/api/types.ts';
import { useKey } from '../../features/scanning/use-keys.ts';
import { worksFor } from '../../lib/session/person.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import type { CopyActionHandlers } from '../../features/copy-actions/copy-actions.ts';
import { CopyActions } from './copy-actions.tsx';
import { CopyMenu, type MenuPlace } from './copy-menu.tsx';
import { CopyRow } from './copy-row.tsx';
import { useTitleTexts } from './texts.ts';

/**
 * The copies of a title. What is done is done with those that are selected, or else with the row
 * that has the focus.
 */
export function CopyTable(props: {
  readonly title: string;
  readonly copies: readonly Copy[];
  readonly actions: CopyActionHandlers;
}) {
  const { copies, actions } = props;
  const t = useTitleTexts();
  const common = useCommonTexts();
  const { person } = useSession();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [menu, setMenu] = useState<MenuPlace>();
  const selected = copies.filter(({ copyId }) => chosen.has(copyId));
  const own = (some: readonly Copy[]) => some.filter(({ branchId }) => worksFor(person, branchId));
  const choose = (ids: Iterable<string>) => {
    setChosen(new Set(ids));
  };
  const chooseOne = useCallback((copyId: string, yes: boolean) => {
    setChosen((before) => {
      const after = new Set(before);
      if (yes) after.add(copyId);
      else after.delete(copyId);
      return after;
    });
  }, []);
  // `5`, as staff are used to: the blocks of what is selected, or of the row where the focus is.
  useKey('5', () => {
    const row = document.activeElement?.closest<HTMLElement>('tr[data-copy]');
    const focused = copies.filter(({ copyId }) => copyId === row?.dataset.copy);
    const wanted = own(selected.length > 0 ? selected : focused.length > 0 ? focused : onlyOne(copies));
    if (wanted.length > 0) actions.onBlock(wanted);
  });
  return (
    <>
      <CopyActions selected={selected} own={own(selected)} actions={actions} />
      <div className="table-box" tabIndex={0} role="region" aria-label={t('tableOf', { title: props.title })}>
        <table>
          <thead>
            <tr>
              <th scope="col">
                <Checkbox
                  aria-label={t('selectAll')}
                  checked={selected.length === copies.length}
                  indeterminate={selected.length > 0 && selected.length < copies.length}
                  onChange={(event) => {
                    choose(event.currentTarget.checked ? copies.map(({ copyId }) => copyId) : []);
                  }}
                />
              </th>
              <th scope="col">{common('barcode')}</th>
              <th scope="col">{common('branch')}</th>
              <th scope="col">{common('collection')}</th>
              <th scope="col">{common('status')}</th>
              <th scope="col">{common('blocks')}</th>
              <th scope="col">{t('canReserve')}</th>
              <th scope="col">{t('canLend')}</th>
              <th scope="col" className="number">
                {t('reservations')}
              </th>
              <td />
            </tr>
          </thead>
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
      </div>
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

/** The only copy of a title needs no choice. */
const onlyOne = (copies: readonly Copy[]): readonly Copy[] => (copies.length === 1 ? copies : []);
