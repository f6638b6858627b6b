import { useState } from 'react';
import { Button } from '@mantine/core';
import { answerOf, api, ifMatch } from '../../api/client.ts';
import type { Reservation } from '../../api/types.ts';
import { tell } from '../../parts/notice.ts';
import { ProblemBox } from '../../parts/problem-box.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Barcode, TitleName } from '../../parts/title-name.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useBranchName } from '../../session/session.tsx';
import { dayOf, useDays } from '../../texts/days.ts';
import { useWords } from '../../texts/words.ts';
import { useCardTexts } from './texts.ts';

/** One open reservation, which can be cancelled. */
export function ReservationRow(props: { readonly reservation: Reservation; readonly onGone: () => void }) {
  const { reservation } = props;
  const say = useCardTexts();
  const branchName = useBranchName();
  const { day } = useDays();
  const copyId = reservation.copyId ?? reservation.servedBy;
  return (
    <tr>
      <td>
        <Status reservation={reservation} />
      </td>
      <td>
        <TitleName titleId={reservation.titleId} />
      </td>
      <td>
        {copyId !== undefined && <Barcode copyId={copyId} />}
        {reservation.kind === 'title' && <div className="quiet">{say('anyCopy')}</div>}
      </td>
      <td>{branchName(reservation.pickupBranchId)}</td>
      <td>{day(dayOf(reservation.placedAt))}</td>
      <td>
        <Cancel {...props} />
      </td>
    </tr>
  );
}

function Status({ reservation }: { readonly reservation: Reservation }) {
  const say = useCardTexts();
  const words = useWords();
  const { day } = useDays();
  const { status, position, readyUntil, from } = reservation;
  if (status === 'ready' && readyUntil !== undefined)
    return <Tag tone="done">{words('reservation.readyUntil', { day: day(readyUntil) })}</Tag>;
  const text = words(`reservation.${status}`);
  if (status !== 'waiting') return <Tag tone={status === 'ready' ? 'done' : 'note'}>{text}</Tag>;
  return (
    <>
      <Tag tone="plain">{position === undefined ? text : say('position', { status: text, position })}</Tag>
      {from !== undefined && <div className="quiet">{words('reservableFrom', { day: day(from) })}</div>}
    </>
  );
}

/** Cancels after a second press, in place; gone, the focus goes on to the heading. */
function Cancel({ reservation, onGone }: { readonly reservation: Reservation; readonly onGone: () => void }) {
  const say = useCardTexts();
  /** `kept`: somebody was asked, and kept it; the button has the focus again. */
  const [state, setState] = useState<'idle' | 'asked' | 'kept'>('idle');
  const ask = (sure: boolean): void => {
    setState(sure ? 'asked' : 'kept');
  };
  const { id, version } = reservation;
  const change = useChange(
    () =>
      answerOf(api.DELETE('/api/reservations/{id}', { params: { path: { id }, header: ifMatch(version) } })),
    () => {
      tell('done', say('cancelled'));
      onGone();
    },
  );
  if (state !== 'asked')
    return (
      <Button
        variant="default"
        size="compact-sm"
        autoFocus={state === 'kept'}
        onClick={() => {
          ask(true);
        }}
      >
        {say('cancelIt')}
      </Button>
    );
  return (
    <div
      role="group"
      aria-label={say('cancelSure')}
      className="stack tight"
      onKeyDown={({ key }) => {
        if (key === 'Escape') ask(false);
      }}
    >
      <strong>{say('cancelSure')}</strong>
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
          {say('yes')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            ask(false);
          }}
        >
          {say('no')}
        </Button>
      </span>
      <ProblemBox error={change.error} />
    </div>
  );
}
