import { useState } from 'react';
import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { answerOf } from '../../lib/api/client.ts';
import { cardsQuery } from '../../lib/api/queries.ts';
import type { Copy, Patron } from '../../lib/api/types.ts';
import { useToTell } from '../../features/copy-actions/use-to-tell.ts';
import { More } from '../../components/more.tsx';
import { notify } from '../../lib/notifications.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useChange } from '../../components/use-change.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useCopyTexts } from './texts.ts';

/** Checks a copy of any branch out to a special card of the current branch (rule S1). */
export function CheckOutCopy({ copy }: { readonly copy: Copy }) {
  const t = useCopyTexts();
  const { branchId } = useSession();
  const list = useInfiniteQuery(cardsQuery({ branchId }));
  const cards = list.data ?? [];
  const [chosen, choose] = useState('');
  const card = cards.find(({ patronId }) => patronId === chosen) ?? cards[0];
  const toTell = useToTell();
  const checkOut = useChange(
    (act, { patronId }: Patron) =>
      answerOf(act.POST('/api/loans', { body: { copyId: copy.copyId, patronId, branchId } })),
    (loan, { label, patronId }) => {
      const sentence = t('checkedOut', { barcode: copy.copyId, label: label ?? patronId });
      const told = toTell(loan);
      notify(told.length > 0 ? 'warning' : 'done', [sentence, ...told].join(' '));
    },
  );
  return (
    <section className="panel stack tight">
      <h2>{t('checkOut')}</h2>
      {!list.isPending && cards.length === 0 && <p className="quiet">{t('noCards')}</p>}
      {card && (
        <form
          className="stack tight"
          onSubmit={(event) => {
            event.preventDefault();
            checkOut.mutate(card);
          }}
        >
          <NativeSelect
            label={t('chooseCard')}
            value={card.patronId}
            data={cards.map(({ patronId, label }) => ({ value: patronId, label: label ?? patronId }))}
            onChange={(event) => {
              choose(event.currentTarget.value);
              checkOut.reset();
            }}
          />
          <More of={list} />
          <div>
            <Button type="submit" variant="default" loading={checkOut.isPending}>
              {t('checkOutButton')}
            </Button>
          </div>
          <ProblemBox error={checkOut.error} />
        </form>
      )}
    </section>
  );
}
