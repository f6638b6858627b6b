import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { flagsAtQuery, pullsAtQuery, type Count } from './queries.ts';
import styles from './start.module.css';
import { useSearchTexts } from './texts.ts';

/**
 * The work of the branch: the number of flags and of copies to fetch, and links to the two screens
 * that are used most.
 */
export function ToDo({ branchId }: { readonly branchId: string }) {
  const t = useSearchTexts();
  const { data: flags } = useQuery(flagsAtQuery(branchId));
  const { data: pulls } = useQuery(pullsAtQuery(branchId));
  return (
    <section aria-label={t('now')}>
      <ul className={`plain ${styles.tiles ?? ''}`}>
        <Tile to="/attention" name={t('attention')} number={flags} urgent>
          {sentence(flags, (count) => t('attentionOf', { count }), t('attentionNone'))}
        </Tile>
        <Tile to="/pull-list" name={t('pullList')} number={pulls}>
          {sentence(pulls, (count) => t('pullListOf', { count }), t('pullListNone'))}
        </Tile>
        <Tile to="/check-in" name={t('checkIn')}>
          {t('checkInWhat')}
        </Tile>
        <Tile to="/display" name={t('display')}>
          {t('displayWhat')}
        </Tile>
      </ul>
    </section>
  );
}

const sentence = (counted: Count | undefined, some: (count: number) => string, none: string): string => {
  if (counted === undefined) return '';
  return counted.count === 0 && !counted.more ? none : some(counted.count);
};

const shown = ({ count, more }: Count): string => (more ? `${count}+` : String(count));

function Tile(props: {
  readonly to: LinkProps['to'];
  readonly name: string;
  readonly number?: Count | undefined;
  readonly urgent?: boolean;
  readonly children: ReactNode;
}) {
  const { number } = props;
  const some = number !== undefined && (number.count > 0 || number.more);
  const tone = some ? (props.urgent ? styles.urgent : styles.some) : '';
  return (
    <li className={styles.cell}>
      <Link to={props.to ?? '/'} className={`${styles.tile ?? ''} ${tone ?? ''}`}>
        <span className={styles.name}>{props.name}</span>
        {number !== undefined && (
          <span className={styles.number}>{some ? shown(number) : <span aria-hidden="true">✓</span>}</span>
        )}
        <span className={styles.what}>{props.children}</span>
      </Link>
    </li>
  );
}
