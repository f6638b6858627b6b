import { useEffect, useEffectEvent } from 'react';
import { Button, Loader } from '@mantine/core';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { connected } from '../lib/api/connection.ts';
import { isLost, Problem } from '../lib/api/problem.ts';
import { ProblemBox } from '../components/problem-box.tsx';
import { Screen } from '../components/screen.tsx';
import { useCommonTexts } from '../lib/i18n/common-texts.ts';
import { useShellTexts } from './shell/texts.ts';

export function ScreenLoading() {
  const t = useCommonTexts();
  return (
    <p className="row quiet" role="status">
      <Loader size="sm" aria-hidden="true" /> {t('loading')}
    </p>
  );
}

/**
 * Says why a screen could not load, with a retry button; retries by itself when the connection is
 * back.
 */
export function ScreenFailed({ error, reset }: ErrorComponentProps) {
  const t = useShellTexts();
  const common = useCommonTexts();
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  const again = useEffectEvent(() => {
    queries.reset();
    reset();
    void router.invalidate();
  });
  useEffect(() => {
    if (isLost(error)) connected.set(false);
    return connected.watch(() => {
      if (connected.get()) again();
    });
  }, [error]);
  const isMissing = error instanceof Problem && error.status === 404;
  return (
    <Screen title={t(isMissing ? 'nothingThere' : 'failedTitle')}>
      <ProblemBox error={error} />
      <div>
        {isMissing ? (
          <Link to="/">{t('toSearch')}</Link>
        ) : (
          <Button
            onClick={() => {
              queries.reset();
              reset();
              void router.invalidate();
            }}
          >
            {common('tryAgain')}
          </Button>
        )}
      </div>
    </Screen>
  );
}

export function NoSuchScreen() {
  const t = useShellTexts();
  return (
    <Screen title={t('notFound')}>
      <p>{t('notFoundDetail')}</p>
    </Screen>
  );
}
