import { omit } from '../../../lib/domain/omit.ts';
import type { BlockState } from './title-state.ts';
import type { ReservationOrder } from './reserving.ts';

/** A call of a client that concerns one copy, title or reservation. */
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

/** A change of one copy by a batch or the night, without a call for this copy. */
export type Background =
  | {
      readonly do: 'change in a batch' | 'leave in a batch';
      readonly copyId: string;
      /** The batch or its undo, as histories name them. */
      readonly batch: string;
      /** The slots concerned, each with its new block; undefined lifts the block. */
      readonly ordered: readonly (readonly [Slot, BlockState | undefined])[];
      /**
       * Whether a block with the same code and end date stays as it is (rule B9); an undo restores
       * exactly the earlier block.
       */
      readonly keeps: boolean;
      /** The blocks of these kinds afterwards, according to the result. */
      readonly after: readonly BlockState[];
    }
  | { readonly do: 'the night'; readonly copyId: string };

/** A request to the API. */
export interface Request {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

const slotQuery = ({ activityId }: Pick<BlockState, 'activityId'>): string =>
  activityId === undefined ? '' : `?activityId=${activityId}`;

/** The request that performs a command. */
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
