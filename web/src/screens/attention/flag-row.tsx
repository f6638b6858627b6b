import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { copyAmongQuery } from '../../lib/api/lookup.ts';
import type { Flag } from '../../lib/api/types.ts';
import { Tag } from '../../components/tag.tsx';
import { Barcode, TitleName } from '../../components/title-name.tsx';
import { useBranchName, useSession } from '../../lib/session/session.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import { FLAG_ACTIONS } from './flag-actions.ts';
import { useAttentionTexts } from './texts.ts';
import type { FlagActionRun } from './use-flag-actions.ts';
import { FOCUS_MARK } from './use-advance-focus.ts';
import styles from './attention.module.css';

/** A flag: the copy, the reason, since when, and its actions. */
export function FlagRow(props: {
  readonly flag: Flag;
  readonly isBusy: boolean;
  readonly perform: (run: FlagActionRun) => void;
}) {
  const { flag } = props;
  return (
    <li className={styles.flag}>
      <WhichCopy flag={flag} />
      <div className={styles.why}>
        <WhyFlag flag={flag} />
      </div>
      <div className={`row ${styles.acts ?? ''}`}>
        <FlagButtons {...props} />
      </div>
    </li>
  );
}

function WhichCopy({ flag: { copyId, branchId } }: { readonly flag: Flag }) {
  const t = useAttentionTexts();
  const branchName = useBranchName();
  const { person } = useSession();
  const { data: copy } = useQuery(copyAmongQuery(copyId));
  const worksAtMore = person.role === 'admin' || person.branchIds.length > 1;
  return (
    <div className={styles.copy}>
      <div>{copy && <TitleName titleId={copy.titleId} />}</div>
      <div className={`row quiet ${styles.facts ?? ''}`}>
        <Barcode copyId={copyId} />
        {copy?.shelfmark !== undefined && <span>{t('shelfmark', { shelfmark: copy.shelfmark })}</span>}
        {worksAtMore && <span>{branchName(branchId)}</span>}
      </div>
    </div>
  );
}

function WhyFlag({ flag }: { readonly flag: Flag }) {
  const t = useAttentionTexts();
  const { day } = useDays();
  const { kind, block, rule, since, remindedOn } = flag;
  const last = remindedOn.at(-1);
  const text = rule
    ? t('ruleMissing', { collection: rule.collection, code: rule.code })
    : kind === 'block-without-end' && block
      ? t(`endless.${block}`)
      : t(`kind.${kind}`);
  return (
    <>
      <Tag
        tone={
          kind === 'special-card-not-checked-in'
            ? 'note'
            : block === 'loan' || kind === 'loan-block-left-on'
              ? 'loan'
              : 'warning'
        }
      >
        {text}
      </Tag>
      <div className="quiet">
        {t('since', { day: day(since) })}
        {last !== undefined && ` · ${t('reminded', { count: remindedOn.length, day: day(last) })}`}
      </div>
    </>
  );
}

function FlagButtons(props: {
  readonly flag: Flag;
  readonly isBusy: boolean;
  readonly perform: (run: FlagActionRun) => void;
}) {
  const t = useAttentionTexts();
  const { flag, isBusy, perform } = props;
  const acts = FLAG_ACTIONS[flag.kind];
  if (acts.length === 0)
    return (
      <Link to="/check-in" title={t('checkInHelp')} {...{ [FOCUS_MARK]: flag.id }}>
        {t('checkIn')} <span className="mono">{flag.copyId}</span>
      </Link>
    );
  return acts.map((action, index) => (
    <Button
      key={action}
      size="xs"
      variant={index === 0 ? 'light' : 'default'}
      // Not `disabled`: the focus stays, or comes back, while the action runs.
      aria-disabled={isBusy}
      {...(isBusy && { 'data-disabled': true })}
      aria-label={t('actOf', { act: t(action), barcode: flag.copyId })}
      onClick={() => {
        perform({ action, flags: [flag] });
      }}
      {...(index === 0 && { [FOCUS_MARK]: flag.id })}
    >
      {t(action)}
    </Button>
  ));
}
