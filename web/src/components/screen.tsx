import { useEffect, useRef, type ReactNode } from 'react';

/**
 * A screen: its heading, which has the focus when nothing else on it wants it, what can be done,
 * and the rest.
 */
export function Screen(props: {
  readonly title: string;
  /** Under the heading, in one line. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const { current } = heading;
    if (current?.closest('main')?.contains(document.activeElement) === false) current.focus();
  }, []);
  return (
    <div className="stack">
      <title>{`${props.title} · Apart`}</title>
      <header className="row apart screen-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {props.title}
          </h1>
          {props.lead !== undefined && <div className="quiet">{props.lead}</div>}
        </div>
        {props.actions !== undefined && <div className="row no-print">{props.actions}</div>}
      </header>
      {props.children}
    </div>
  );
}
