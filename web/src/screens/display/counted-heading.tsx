import styles from './display.module.css';

/** The heading of a list, and how much is in it; `200+` where there is more than is read. */
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
