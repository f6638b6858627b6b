import type { Report } from '../../lib/api/types.ts';
import { useNightsTexts } from './nights-texts.ts';
import styles from './admin.module.css';

const NIGHTS = 30;
const STEP = 16;
const BAR = 6;
const HEIGHT = 80;

/** The last nights as bars of lifted blocks and flags. The table below has the same numbers. */
export function NightsChart({ reports }: { readonly reports: readonly Report[] }) {
  const t = useNightsTexts();
  const nights = reports.slice(0, NIGHTS).toReversed();
  const bars = nights.map(({ id, counts }) => ({
    id,
    lifted: counts.loanBlocksLifted + counts.activityBlocksLifted,
    raised: counts.flagsRaised,
  }));
  const most = Math.max(1, ...bars.flatMap(({ lifted, raised }) => [lifted, raised]));
  // A small number must look different from zero.
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(2, (HEIGHT * count) / most));
  return (
    <figure className={`panel ${styles.chart ?? ''}`} aria-hidden="true">
      <figcaption className="row apart">
        <strong>{t('chart', { count: nights.length })}</strong>
        <span className="quiet">{t('most', { count: most })}</span>
      </figcaption>
      <svg viewBox={`0 0 ${NIGHTS * STEP} ${HEIGHT + 2}`} preserveAspectRatio="xMinYMax meet">
        <line x1={0} x2={NIGHTS * STEP} y1={HEIGHT + 1} y2={HEIGHT + 1} className={styles.axis} />
        {bars.map(({ id, lifted, raised }, index) => (
          <g key={id}>
            <Bar x={index * STEP} height={heightOf(lifted)} className={styles.lifted} />
            <Bar x={index * STEP + BAR + 1} height={heightOf(raised)} className={styles.raised} />
          </g>
        ))}
      </svg>
      <div className="row">
        <Key className={styles.lifted} text={t('lifted')} />
        <Key className={styles.raised} text={t('raised')} />
      </div>
    </figure>
  );
}

function Bar(props: { readonly x: number; readonly height: number; readonly className: string | undefined }) {
  const { x, height, className } = props;
  return <rect x={x} y={HEIGHT - height} width={BAR} height={height} className={className} />;
}

function Key({ className, text }: { readonly className: string | undefined; readonly text: string }) {
  return (
    <span className={styles.keyed}>
      <span className={`${styles.key ?? ''} ${className ?? ''}`} /> {text}
    </span>
  );
}
