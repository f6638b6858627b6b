import { omit } from '../../../lib/domain/omit.ts';
import type { BlockState } from './title-state.ts';
import type { ReservationOrder } from './reserving.ts';

/** Something that somebody does through the API to one copy, title or reservation. */
export type Command =
  | { readonly do: 'set a block'; readonly copyId: string; readonly block: BlockState }
  | {
      readonly do: 'lift a block';
      readonly copyId: string;
      readonly block: Slot;
    }
  | { readonly do: 'view a copy'; readonly copyId: string }
  | ({ readonly do: 'reserve a copy'; readonly copyId: string } & ReservationOrder)
  | ({ readonly do: 'reserve a title'; readonly titleId: string } & ReservationOrder)
  | { readonly do: 'cancel'; readonly id: string }
  | { readonly do: 'view a reservation'; readonly id: string }
  | {
      readonly do: 'check out';
      readonly copyId: string;
      readonly patronId: string;
      readonly branchId: string;
    }
  | {
      readonly do: 'check in';
      readonly copyId: string;
      readonly branchId: string;
      readonly liftEndedBlocks: boolean;
    };

/** A place for a block on a copy (rule B1). */
export type Slot = Pick<BlockState, 'kind' | 'activityId'>;

/** What the API does to one copy behind somebody's back. */
export type Background =
  | {
      readonly do: 'change in a batch' | 'leave in a batch';
      readonly copyId: string;
      /** The batch or its undo, as histories name them. */
      readonly batch: string;
      /** The slots concerned, each with the block that was ordered for it, or none. */
      readonly ordered: readonly (readonly [Slot, BlockState | undefined])[];
      /**
       * Whether a block with the same code and end date stays as it is (rule B9); an undo puts back
       * the very same.
       */
      readonly keeps: boolean;
      /** The blocks of these kinds afterwards, as the result tells. */
      readonly after: readonly BlockState[];
    }
  | { readonly do: 'the night'; readonly copyId: string };

/** An act as a request. */
export interface Request {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

const slotQuery = ({ activityId }: Pick<BlockState, 'activityId'>): string =>
  activityId === undefined ? '' : `?activityId=${activityId}`;

/** The request by which an act is asked for. */
export const requestOf = (command: Command): Request => {
  switch (command.do) {
    case 'set a block': {
      const { kind, ...body } = command.block;
      return { method: 'PUT', path: `/api/copies/${command.copyId}/blocks/${kind}`, body };
    }
    case 'lift a block': {
      const path = `/api/copies/${command.copyId}/blocks/${command.block.kind}${slotQuery(command.block)}`;
      return { method: 'DELETE', path };
    }
    case 'view a copy':
      return { method: 'GET', path: `/api/copies/${command.copyId}` };
    case 'cancel':
      return { method: 'DELETE', path: `/api/reservations/${command.id}` };
    case 'view a reservation':
      return { method: 'GET', path: `/api/reservations/${command.id}` };
    case 'check out':
      return { method: 'POST', path: '/api/loans', body: omit(command, 'do') };
    case 'check in':
      return { method: 'POST', path: '/api/check-ins', body: omit(command, 'do') };
    case 'reserve a copy':
    case 'reserve a title':
      return { method: 'POST', path: '/api/reservations', body: omit(command, 'do') };
  }
};
