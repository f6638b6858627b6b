import { useState } from 'react';
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import { cardsOfBranchQuery } from '../../api/queries.ts';
import type { Copy } from '../../api/types.ts';
import { tell } from '../../parts/notice.ts';
import { ProblemBox } from '../../parts/problem-box.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useSession } from '../../session/session.tsx';
import { useCopyTexts } from './texts.ts';

/** Puts a copy on a special card of the branch where this person is (rule S1). */
export function CheckOut({ copy }: { readonly copy: Copy }) {
  const say = useCopyTexts();
  const { branchId } = useSession();
  const { data: cards = [], isPending } = useQuery(cardsOfBranchQuery(branchId));
  const [chosen, choose] = useState('');
  const card = cards.find(({ patronId }) => patronId === chosen) ?? cards[0];
  const checkOut = useChange(
    (patronId: string) =>
      answerOf(api.POST('/api/loans', { body: { copyId: copy.copyId, patronId, branchId } })),
    () => {
      tell('done', say('checkedOut', { barcode: copy.copyId, label: card?.label ?? '' }));
    },
  );
  return (
    <section className="panel stack tight">
      <h2>{say('checkOut')}</h2>
      {!isPending && cards.length === 0 && <p className="quiet">{say('noCards')}</p>}
      {card && (
        <form
          className="stack tight"
          onSubmit={(event) => {
            event.preventDefault();
            checkOut.mutate(card.patronId);
          }}
        >
          <NativeSelect
            label={say('chooseCard')}
            value={card.patronId}
            data={cards.map(({ patronId, label }) => ({ value: patronId, label: label ?? patronId }))}
            onChange={(event) => {
              choose(event.currentTarget.value);
            }}
          />
          <div>
            <Button type="submit" variant="default" loading={checkOut.isPending}>
              {say('checkOutButton')}
            </Button>
          </div>
          <ProblemBox error={checkOut.error} />
        </form>
      )}
    </section>
  );
}
