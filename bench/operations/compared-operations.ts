import type { Compared, Operation } from '../operation.ts';
import { liftBlock, setBlock, setBlockOfActivity } from './blocks.ts';
import { putNewCopy, putSameCopy } from './feed.ts';
import { checkInToServe, checkInToShelf, checkOut } from './loans.ts';
import { listCollection, pullList, readHistory, viewCopy, viewTitle, viewUsualTitle } from './lookups.ts';
import { checkReservation, reserveCopy, reserveCopyForElsewhere, reserveTitle } from './reservations.ts';

type Prepare = (id: string) => Compared;

const change = (name: string, prepare: Prepare): Operation<Compared> => ({
  name,
  repeatable: false,
  prepare,
});
const lookup = (name: string, prepare: Prepare): Operation<Compared> => ({ name, repeatable: true, prepare });

/** The operations that are compared with bare calls, in the order of the report. */
export const COMPARED_OPERATIONS: readonly Operation<Compared>[] = [
  change('set a block', setBlock),
  change('set a block for an activity', setBlockOfActivity),
  change('lift a block', liftBlock),
  change('reserve a copy', reserveCopy),
  change('reserve a copy, collected elsewhere', reserveCopyForElsewhere),
  lookup('check a reservation', checkReservation),
  change('reserve a title with 3 copies', reserveTitle),
  change('check out', checkOut),
  change('check in, to the shelf', checkInToShelf),
  change('check in, serves a reservation', checkInToServe),
  lookup('view a copy', viewCopy),
  lookup('view a title with 5 copies', viewUsualTitle),
  lookup('view a title with 100 copies', viewTitle),
  lookup('history, a page of 50', readHistory),
  lookup('list a collection, a page of 50', listCollection),
  lookup('pull list of 20', pullList),
  change('put a new copy', putNewCopy),
  lookup('put a copy, unchanged', putSameCopy),
];
