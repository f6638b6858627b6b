import { Button, Loader } from '@mantine/core';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { ProblemBox } from '../parts/problem-box.tsx';
import { Screen } from '../parts/screen.tsx';
import { useWords } from '../texts/words.ts';
import { useShellTexts } from './texts.ts';

/** In the place of a screen whose data is on its way. */
export function Waiting() {
  const say = useWords();
  return (
    <p className="row quiet" role="status">
      <Loader size="sm" aria-hidden="true" /> {say('loading')}
    </p>
  );
}

/** In the place of a screen that cannot be shown: why, and another try. */
export function Failed({ error, reset }: ErrorComponentProps) {
  const say = useShellTexts();
  const words = useWords();
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  return (
    <Screen title={say('failedTitle')}>
      <ProblemBox error={error} />
      <div>
        <Button
          onClick={() => {
            queries.reset();
            reset();
            void router.invalidate();
          }}
        >
          {words('tryAgain')}
        </Button>
      </div>
    </Screen>
  );
}

/** In the place of a screen that does not exist. */
export function Missing() {
  const say = useShellTexts();
  return (
    <Screen title={say('notFound')}>
      <p>{say('notFoundDetail')}</p>
    </Screen>
  );
}
