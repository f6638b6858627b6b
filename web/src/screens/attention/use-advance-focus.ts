import { useEffect, useRef, type RefObject } from 'react';

/** The attribute of a row's first button: the id of its flag. */
export const FOCUS_MARK = 'data-flag';

/**
 * Moves the focus after a row has gone: to the row in its place, else to the last row or the
 * heading. Call `leave` with the flag before its row goes, and `moved` when it is gone or stays.
 */
export function useAdvanceFocus(list: RefObject<HTMLElement | null>) {
  const from = useRef<number>(undefined);
  const due = useRef(false);
  const buttons = () => [...(list.current?.querySelectorAll<HTMLElement>(`[${FOCUS_MARK}]`) ?? [])];
  useEffect(() => {
    if (!due.current || from.current === undefined) return;
    const all = buttons();
    const next = all[Math.min(from.current, all.length - 1)];
    (next ?? list.current?.closest('main')?.querySelector('h1'))?.focus();
    due.current = false;
    from.current = undefined;
  });
  return {
    leave: (id: string) => {
      const at = buttons().findIndex((button) => button.getAttribute(FOCUS_MARK) === id);
      from.current = at === -1 ? undefined : at;
    },
    moved: () => {
      due.current = true;
    },
  };
}
