import { useEffect, useRef } from 'react';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { answerOf } from '../../lib/api/client.ts';
import { Problem } from '../../lib/api/problem.ts';
import type { Activity } from '../../lib/api/types.ts';
import { notify } from '../../lib/notifications.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useChange } from '../../components/use-change.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { CloseChecklist } from './close-checklist.tsx';
import { CopyNames } from './copy-names.tsx';
import { useActivityTexts } from './activity-texts.ts';

/** Closes an activity: what closing will do, what prevents it, and the result (rule A3). */
export function CloseActivity({
  activity,
  done,
}: {
  readonly activity: Activity;
  readonly done: () => void;
}) {
  const t = useActivityTexts();
  const common = useCommonTexts();
  const close = useClose(activity);
  const onCards = copiesIn(close.error);
  const answer = close.data;
  const heading = useRef<HTMLHeadingElement>(null);
  // The pressed button may be gone: the heading of the result takes the focus.
  useEffect(() => {
    if (close.status === 'success' || close.status === 'error') heading.current?.focus();
  }, [close.status]);
  return (
    <section className="panel stack" aria-label={t('closeTitle')}>
      <h2 ref={heading} tabIndex={-1}>
        {t('closeTitle')}
      </h2>
      {answer === undefined && onCards.length === 0 && <CloseChecklist activity={activity} />}
      <ProblemBox error={close.error} />
      {onCards.length > 0 && (
        <>
          <CopyNames label={t('stillOnCard')} copyIds={onCards} />
          <Link to="/check-in">{t('toCheckIn')}</Link>
        </>
      )}
      {answer !== undefined && 'lifted' in answer && <Closed answer={answer} name={activity.name} />}
      <div className="row">
        {answer === undefined && (
          <Button
            loading={close.isPending}
            onClick={() => {
              close.mutate({});
            }}
          >
            {t('close')}
          </Button>
        )}
        {onCards.length > 0 && (
          <Button
            color="red"
            disabled={close.isPending}
            onClick={() => {
              close.mutate({ force: true });
            }}
          >
            {t('force')}
          </Button>
        )}
        <Button variant="default" onClick={done}>
          {common(answer === undefined ? 'cancel' : 'close')}
        </Button>
      </div>
    </section>
  );
}

function useClose({ id, name }: Activity) {
  const t = useActivityTexts();
  return useChange(
    (act, body: { force?: true }) =>
      answerOf(act.POST('/api/activities/{id}/close', { params: { path: { id } }, body })),
    (answer) => {
      if (!('lifted' in answer)) return;
      notify('done', `${t('closed', { name })} ${liftedText(t, answer.lifted)}`);
    },
  );
}

const liftedText = (t: ReturnType<typeof useActivityTexts>, lifted: number): string =>
  lifted === 0 ? t('liftedNone') : t('lifted', { count: lifted });

/** The barcodes that a refused close lists. */
function copiesIn(error: unknown): readonly string[] {
  const reasons = error instanceof Problem ? error.reasons : [];
  const found = reasons.find(({ code }) => code === 'copies-on-special-card')?.copyIds;
  return Array.isArray(found) ? found.map(String) : [];
}

/** The result of closing; the status bar shows it too. */
function Closed(props: {
  readonly answer: { readonly lifted: number; readonly remaining: readonly { readonly copyId: string }[] };
  readonly name: string;
}) {
  const t = useActivityTexts();
  const { lifted, remaining } = props.answer;
  return (
    <>
      <p className="big">{t('closed', { name: props.name })}</p>
      <p>{liftedText(t, lifted)}</p>
      {remaining.length > 0 && (
        <CopyNames
          label={t('remaining', { count: remaining.length })}
          copyIds={remaining.map(({ copyId }) => copyId)}
        />
      )}
    </>
  );
}
