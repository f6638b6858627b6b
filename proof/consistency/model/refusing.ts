import type { Look } from '../checker/linearize.ts';
import { codesOf, isSameSet, type CommandAnswer } from './answer.ts';
import { copyInState, type TitleState, type Facts } from './title-state.ts';
import { hasOpen, refusalsOfCopy, type ReservationOrder } from './reserving.ts';

const when = (sees: (state: TitleState) => boolean): Look<TitleState> => ({ sees });

/** The facts that a refused reservation of a copy has read: open reservations, and the copy. */
export const copyRefusal = (
  wish: ReservationOrder & { readonly copyId: string },
  codes: readonly string[],
  facts: Facts,
): readonly Look<TitleState>[] => {
  const ofCopy = codes.filter((code) => code !== 'already-reserved');
  return [
    when((state) => hasOpen(state, wish.patronId, wish.copyId) === codes.includes('already-reserved')),
    when((state) => isSameSet(ofCopy, refusalsOfCopy(copyInState(state, wish.copyId), wish, facts))),
    when(() => codes.length > 0),
  ];
};

/** Whether one of the copies of a title could serve (rule R3). */
export const someCopyCanServe = (wish: ReservationOrder, facts: Facts): Look<TitleState> =>
  when((state) => state.copies.some((copy) => refusalsOfCopy(copy, wish, facts).length === 0));

/** The facts that a refused reservation of a title has read: open reservations, and each copy. */
export const titleRefusals = (
  wish: ReservationOrder,
  answer: CommandAnswer,
  facts: Facts,
): readonly Look<TitleState>[] => {
  const codes = codesOf(answer);
  const copies = answer.body.reasons?.find(({ code }) => code === 'no-copy-can-serve')?.copies;
  return [
    when((state) => hasOpen(state, wish.patronId, undefined) === codes.includes('already-reserved')),
    when(() => codes.length > 0 && codes.every((code) => KNOWN.includes(code))),
    ...(copies ?? []).map(({ copyId, reasons }) =>
      when((state) =>
        isSameSet(
          reasons.map(({ code }) => code),
          refusalsOfCopy(copyInState(state, copyId), wish, facts),
        ),
      ),
    ),
    ...(copies
      ? [
          when((state) =>
            isWhole(
              state,
              copies.map(({ copyId }) => copyId),
            ),
          ),
        ]
      : []),
    ...(copies
      ? [when(() => copies.every(({ reasons }) => reasons.length > 0))]
      : [someCopyCanServe(wish, facts)]),
  ];
};

/** Whether every copy is named, once (rule R2). */
const isWhole = ({ copies }: TitleState, named: readonly string[]): boolean =>
  named.length === copies.length &&
  isSameSet(
    named,
    copies.map(({ copyId }) => copyId),
  );

const KNOWN = ['already-reserved', 'no-copy-can-serve'];
