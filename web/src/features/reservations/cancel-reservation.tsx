import { useState } from 'react';
import { Button } from '@mantine/core';
import { answerOf, ifMatch } from '../../lib/api/client.ts';
import type { Reservation } from '../../lib/api/types.ts';
import { notify } from '../../lib/notifications.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useChange } from '../../components/use-change.ts';
import { useCancelTexts } from './cancel-texts.ts';

interface Cancelling {
  readonly reservation: Reservation;
  /** Called when the reservation is cancelled and its buttons go: the caller moves the focus. */
  readonly onGone: () => void;
}

/** Cancels a reservation; asks for confirmation in place. */
export function CancelReservation({ reservation, onGone }: Cancelling) {
  const t = useCancelTexts();
  /** `kept`: the user declined to cancel, and the button gets the focus back. */
  const [state, setState] = useState<'idle' | 'asked' | 'kept'>('idle');
  if (state === 'asked')
    return (
      <Asked
        reservation={reservation}
        onGone={onGone}
        keep={() => {
          setState('kept');
        }}
      />
    );
  return (
    <Button
      variant="default"
      size="compact-sm"
      autoFocus={state === 'kept'}
      onClick={() => {
        setState('asked');
      }}
    >
      {t('cancelIt')} <span className="unseen">{reservation.copyId ?? reservation.servedBy}</span>
    </Button>
  );
}

function Asked({ reservation, onGone, keep }: Cancelling & { readonly keep: () => void }) {
  const t = useCancelTexts();
  const { id, version } = reservation;
  const change = useChange(
    (act) =>
      answerOf(act.DELETE('/api/reservations/{id}', { params: { path: { id }, header: ifMatch(version) } })),
    () => {
      notify('done', t('cancelled'));
      onGone();
    },
  );
  return (
    <div
      role="group"
      aria-label={t('sure')}
      className="stack tight"
      onKeyDown={({ key }) => {
        if (key === 'Escape') keep();
      }}
    >
      <strong>{t('sure')}</strong>
      <span className="row">
        <Button
          size="compact-sm"
          color="red"
          autoFocus
          loading={change.isPending}
          onClick={() => {
            change.mutate(undefined);
          }}
        >
          {t('yes')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={keep}>
          {t('no')}
        </Button>
      </span>
      <ProblemBox error={change.error} />
    </div>
  );
}
