import { useEffect, useRef, type ReactNode } from 'react';

/**
 * The frame of a screen's content. Its heading takes the focus unless another element on the screen
 * does.
 */
export function Screen(props: {
  readonly title: string;
  /** One line below the heading. */
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
