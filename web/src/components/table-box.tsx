import { useRef, type ReactNode } from 'react';
import { useColumnLabels } from './use-column-labels.ts';

type Name = { readonly label: string } | { readonly labelledBy: string };

/**
 * A box around a table that is wider than the screen: the box scrolls, not the page. It takes the
 * focus, so that the arrow keys can scroll it. On a phone nothing scrolls: each row becomes a list.
 */
export function TableBox(
  props: Name & { readonly className?: string | undefined; readonly children: ReactNode },
) {
  const { className = '' } = props;
  const box = useRef<HTMLDivElement>(null);
  useColumnLabels(box);
  return (
    <div
      ref={box}
      className={`table-box ${className}`.trim()}
      tabIndex={0}
      role="region"
      aria-label={'label' in props ? props.label : undefined}
      aria-labelledby={'labelledBy' in props ? props.labelledBy : undefined}
    >
      {props.children}
    </div>
  );
}
