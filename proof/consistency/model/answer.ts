import { codeOf, hasLapsed, isSame, loanBlocksOf } from './blocking.ts';
import { patronIn } from './reserving.ts';
import type { BlockState, TitleState, CopyState, Facts } from './title-state.ts';

/** A copy, as the API answers it. */
export interface CopyAnswer {
  readonly status: string;
  readonly blocks: readonly BlockState[];
  readonly loan?: { readonly patronId: string };
  readonly reservable: { readonly code: 7 | 8 | null };
  readonly lendable: { readonly open: boolean };
  readonly reservations: number;
  readonly version: number;
}

/** The parts of an answer that the model checks. */
export interface CommandAnswer {
  readonly status: number;
  readonly body: {
    readonly id?: string;
    readonly status?: string | number;
    readonly position?: number;
    readonly copy?: CopyAnswer;
    readonly next?: string;
    readonly toBranchId?: string;
    readonly reservation?: { readonly id: string };
    readonly lifted?: readonly BlockState[];
    readonly affectedReservations?: readonly { readonly id: string }[];
    readonly reasons?: readonly {
      readonly code: string;
      readonly copies?: readonly {
        readonly copyId: string;
        readonly reasons: readonly { readonly code: string }[];
      }[];
    }[];
  };
}

const isCopy = (body: object): body is CopyAnswer => 'reservable' in body;

/** The copy that an answer is or contains; undefined if it has none. */
export const copyShown = ({ body }: CommandAnswer): CopyAnswer | undefined =>
  isCopy(body) ? body : body.copy;

/** The place of a copy (contract `status`). */
const placeOf = ({ loan, transitTo, hold }: CopyState, facts: Facts): string => {
  if (loan !== undefined) return patronIn(facts, loan).special ? 'on-special-card' : 'on-loan';
  if (transitTo !== undefined) return 'in-transit';
  return hold === undefined ? 'available' : 'reservation-shelf';
};

/** Whether two lists hold the same blocks, in any order. */
export const isSameList = (a: readonly BlockState[], b: readonly BlockState[]): boolean =>
  a.length === b.length && a.every((block) => b.some((one) => isSame(one, block)));

/** Whether two lists hold the same texts, in any order. */
export const isSameSet = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...new Set(a)].sort()) === JSON.stringify([...new Set(b)].sort());

/** Whether the API shows a copy as the model predicts it. */
export const looksLike = (state: TitleState, copy: CopyState, shown: CopyAnswer, facts: Facts): boolean => {
  const inForce = copy.blocks.filter((block) => !hasLapsed(block, facts));
  return (
    shown.status === placeOf(copy, facts) &&
    shown.loan?.patronId === copy.loan &&
    shown.reservations === state.open.filter(({ copyId }) => copyId === copy.copyId).length &&
    isSameList(shown.blocks, inForce) &&
    shown.reservable.code === (codeOf(copy) ?? null) &&
    shown.lendable.open === (loanBlocksOf(copy, facts).length === 0)
  );
};

/** The codes of a refusal. */
export const codesOf = ({ body }: CommandAnswer): readonly string[] =>
  (body.reasons ?? []).map(({ code }) => code);
