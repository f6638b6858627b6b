import { useEffect, useRef, type RefObject } from 'react';

/** Marks the first thing to do in a row, by the flag's id. */
export const FOCUS_MARK = 'data-flag';

/**
 * The focus goes on: from what has been dealt with to what comes in its place, or else to the last
 * there is, or the heading. `leave` is told which row is going; `moved` is called when it is gone,
 * or stays after all.
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
