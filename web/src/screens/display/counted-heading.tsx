import styles from './display.module.css';

/** The heading of a list with its count; `200+` when there are more pages. */
export function CountedHeading(props: {
  readonly text: string;
  readonly count: number | undefined;
  readonly more: boolean;
}) {
  return (
    <h2 className={styles.count}>
      {props.text}
      {props.count !== undefined && ` (${props.count}${props.more ? '+' : ''})`}
    </h2>
  );
}
