import { useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { patronQuery } from '../../lib/api/queries.ts';
import type { Patron } from '../../lib/api/types.ts';
import { Screen } from '../../components/screen.tsx';
import { worksFor } from '../../lib/session/person.ts';
import { useBranchName, useSession } from '../../lib/session/session.tsx';
import { defined } from '../../lib/defined.ts';
import styles from './card.module.css';
import { CheckOutToCard } from './check-out.tsx';
import { EditSpecial } from './edit-special.tsx';
import { Facts } from './facts.tsx';
import { Loans } from './loans.tsx';
import { CardReservations } from './reservations.tsx';
import { useCardTexts } from './texts.ts';

/** The screen of a card: its facts, its reservations and loans, and checking out to it. */
export function Card() {
  const { patronId } = useParams({ from: '/cards/$patronId' });
  const { data: card } = useSuspenseQuery(patronQuery(patronId));
  return <CardOf key={patronId} card={card} />;
}

function CardOf({ card }: { readonly card: Patron }) {
  const t = useCardTexts();
  const branchName = useBranchName();
  const { person } = useSession();
  const [editing, edit] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const special = card.kind === 'special';
  const mine = !special || worksFor(person, card.branchId);
  return (
    <Screen
      title={special ? (card.label ?? t('special')) : t('ordinary')}
      lead={special ? `${t('special')} · ${branchName(card.branchId)}` : branchName(card.branchId)}
      actions={
        special &&
        mine && (
          <>
            <Button
              ref={button}
              variant="default"
              aria-expanded={editing}
              onClick={() => {
                edit(!editing);
              }}
            >
              {t('edit')}
            </Button>
            <DisplayLink card={card} />
          </>
        )
      }
    >
      {editing && (
        <EditSpecial
          card={card}
          close={() => {
            edit(false);
            button.current?.focus();
          }}
        />
      )}
      <div className={styles.top}>
        <Facts card={card} />
        {mine ? (
          <CheckOutToCard card={card} />
        ) : (
          <p className="panel quiet">{t('notYours', { branch: branchName(card.branchId) })}</p>
        )}
      </div>
      <CardReservations patronId={card.patronId} />
      <Loans patronId={card.patronId} special={special} />
    </Screen>
  );
}

/** Leads to the set-up of an exhibition, with this card and its activity chosen. */
function DisplayLink({ card: { patronId, activityId } }: { readonly card: Patron }) {
  const t = useCardTexts();
  return (
    <Button
      renderRoot={(props) => (
        <Link {...props} to="/display" search={defined({ cardId: patronId, activityId })} />
      )}
    >
      {t('display')}
    </Button>
  );
}
