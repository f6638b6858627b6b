import { useEffect, type RefObject } from 'react';

/**
 * Puts the heading of its column on each cell of the tables in an element, as `data-label`: on a
 * phone a row is shown as a list of its cells (theme.css). A heading that is more than a text, such
 * as a scale of months, is no label.
 */
export function useColumnLabels(box: RefObject<HTMLElement | null>): void {
  // After each render: rows come and go, and the language changes.
  useEffect(() => {
    for (const table of box.current?.querySelectorAll('table') ?? []) labelCells(table);
  });
}

function labelCells(table: HTMLTableElement): void {
  const headings = [...(table.tHead?.rows[0]?.cells ?? [])].map((heading) =>
    heading.childElementCount === 0 ? heading.textContent : '',
  );
  for (const body of table.tBodies) for (const row of body.rows) labelRow(row, headings);
}

/** Counts from the right: a cell that spans several rows stands on the left of the first one. */
function labelRow({ cells }: HTMLTableRowElement, headings: readonly string[]): void {
  let column = headings.length;
  for (const cell of [...cells].reverse()) {
    column -= cell.colSpan;
    const label = cell.colSpan === 1 ? (headings[column] ?? '') : '';
    if (label === '') delete cell.dataset.label;
    else cell.dataset.label = label;
  }
}
