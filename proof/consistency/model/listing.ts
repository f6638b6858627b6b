/** What the lists of the API showed while others changed what is in them (rule T3). */
import type { CopyAnswer } from './answer.ts';
import { hasLapsed } from './blocking.ts';
import type { Slot } from './command.ts';
import { copyInState, type Facts, type TitleState } from './title-state.ts';

/** The question for a list. */
export type ListQuery =
  | {
      readonly of: 'reservations';
      readonly by: 'patronId' | 'titleId' | 'copyId';
      readonly id: string;
      readonly open: boolean;
    }
  | {
      readonly of: 'blocked copies';
      readonly branchId: string;
      readonly kind: Slot['kind'] | 'any';
    }
  | { readonly of: 'copies of an activity'; readonly activityId: string }
  | { readonly of: 'loans'; readonly patronId: string }
  | { readonly of: 'pull list'; readonly branchId: string }
  | { readonly of: 'flags' | 'activities' | 'batches' };

/** The address of a list. */
export const pathOf = (query: ListQuery): string => {
  switch (query.of) {
    case 'reservations':
      return `/api/reservations?${query.by}=${query.id}${query.open ? '&open=true' : ''}`;
    case 'blocked copies':
      return `/api/copies?branchId=${query.branchId}&blocked=${query.kind}`;
    case 'copies of an activity':
      return `/api/copies?activityId=${query.activityId}`;
    case 'loans':
      return `/api/loans?patronId=${query.patronId}`;
    case 'pull list':
      return `/api/branches/${query.branchId}/pull-list`;
    case 'flags':
    case 'activities':
    case 'batches':
      return `/api/${query.of}`;
  }
};

/** A list that was read to its end, from its first page to its last. */
export interface ListRead {
  readonly query: ListQuery;
  readonly from: number;
  readonly to: number;
  readonly items: readonly Listed[];
}

export interface ListedReservation {
  readonly id: string;
  readonly status: string;
}

export type ListedCopy = CopyAnswer & { readonly copyId: string; readonly branchId: string };

/** A thing in a list, with the fields that its kind has. */
export interface Listed {
  readonly id?: string;
  readonly copyId?: string;
  readonly patronId?: string;
  readonly copy?: ListedCopy;
  readonly reservation?: ListedReservation;
}

/** What a list said of one title, besides the things that it showed as they are. */
export type Listing = { readonly list: string } & (
  | {
      readonly do: 'view a list of reservations';
      readonly titleId: string;
      readonly closed: readonly string[];
    }
  | { readonly do: 'view a list of copies'; readonly copyId: string; readonly without: Partial<Slot> }
  | {
      readonly do: 'view a list of loans';
      readonly copyId: string;
      readonly patronId: string;
      readonly isListed: boolean;
    }
);

/** The block and the branch that a list of copies asks for. */
export const askedOf = (query: ListQuery): { readonly slot: Partial<Slot>; readonly branchId?: string } => {
  if (query.of === 'copies of an activity') return { slot: { activityId: query.activityId } };
  if (query.of !== 'blocked copies') return { slot: {} };
  const { branchId, kind } = query;
  return { slot: kind === 'any' ? {} : { kind }, branchId };
};

/** Whether a block is one that a list of blocked copies asks for. */
export const isAskedFor = ({ kind, activityId }: Slot, asked: Partial<Slot>): boolean =>
  (asked.kind === undefined || asked.kind === kind) &&
  (asked.activityId === undefined || asked.activityId === activityId);

const OPEN = ['waiting', 'ready', 'in-transit'];

/** Whether a reservation with this status is open. */
export const isOpen = (status: string): boolean => OPEN.includes(status);

/** Whether a list may say this of a title in this state. */
export const seesListing = (listing: Listing, state: TitleState, facts: Facts): boolean => {
  switch (listing.do) {
    case 'view a list of reservations':
      return !state.open.some(({ id }) => listing.closed.includes(id));
    case 'view a list of copies':
      return !copyInState(state, listing.copyId).blocks.some(
        (block) => isAskedFor(block, listing.without) && !hasLapsed(block, facts),
      );
    case 'view a list of loans':
      return (copyInState(state, listing.copyId).loan === listing.patronId) === listing.isListed;
  }
};
