import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { cardsQuery } from '../../lib/api/queries.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useReserveTexts } from './texts.ts';

/** Chooses a special card of the current branch; renders nothing when it has none. */
export function SpecialCardSelect(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (patronId: string) => void;
}) {
  const t = useReserveTexts();
  const { branchId } = useSession();
  const { data: cards = [] } = useInfiniteQuery(cardsQuery({ branchId }));
  if (cards.length === 0) return null;
  const isOne = cards.some(({ patronId }) => patronId === props.value);
  return (
    <NativeSelect
      label={props.label}
      value={isOne ? props.value : ''}
      data={[
        { value: '', label: t('chooseCard') },
        ...cards.map(({ patronId, label }) => ({ value: patronId, label: label ?? patronId })),
      ]}
      onChange={(event) => {
        props.onChange(event.currentTarget.value);
      }}
    />
  );
}
