import { useInfiniteQuery } from '@tanstack/react-query';
import { historyQuery } from '../../lib/api/queries.ts';
import type { HistoryLine } from '../../lib/api/types.ts';
import { ActivityName, useBlockText } from '../../features/blocks/copy-tags.tsx';
import { More } from '../../components/more.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import styles from './copy.module.css';
import { useCopyTexts } from './texts.ts';

/** The history of a copy's blocks, newest first (rule B9). */
export function History({ copyId }: { readonly copyId: string }) {
  const t = useCopyTexts();
  const common = useCommonTexts();
  const list = useInfiniteQuery(historyQuery(copyId));
  const lines = list.data ?? [];
  return (
    <section className="stack tight">
      <h2>{t('history')}</h2>
      {lines.length === 0 ? (
        <p className="panel quiet">{list.isPending ? common('loading') : t('noHistory')}</p>
      ) : (
        <ol className={styles.timeline}>
          {lines.map((line, index) => (
            <Line key={`${line.at}-${index}`} line={line} />
          ))}
        </ol>
      )}
      <More of={list} />
    </section>
  );
}

function Line({ line }: { readonly line: HistoryLine }) {
  const t = useCopyTexts();
  const common = useCommonTexts();
  const text = useBlockText();
  const { moment } = useDays();
  const { at, action, kind, before, after, activityId, reason } = line;
  const now = after ?? before;
  const what = now ? text(now) : kind === undefined ? '' : common(`${kind}Block`);
  const why = reason ?? after?.reason;
  return (
    <li>
      <time dateTime={at}>{moment(at)}</time>
      <div>
        <strong>
          {what} {t(`action.${action}`)}
        </strong>
        {activityId !== undefined && (
          <>
            {' · '}
            <ActivityName id={activityId} />
          </>
        )}
        {before && after && <span className="quiet"> {t('was', { block: text(before) })}</span>}
      </div>
      <div className="quiet">
        {t(`cause.${line.cause.type}`, { by: line.by, id: line.cause.id ?? '' })}
        {why !== undefined && ` · ${why}`}
      </div>
    </li>
  );
}
