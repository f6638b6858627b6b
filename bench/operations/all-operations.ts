import type { Operation, Prepared } from '../operation.ts';
import * as activities from './activities.ts';
import { COMPARED_OPERATIONS } from './compared-operations.ts';
import * as batches from './batches.ts';
import * as cards from './cards.ts';
import * as catalogue from './catalogue.ts';
import * as desk from './desk.ts';
import * as lists from './lists.ts';
import * as queues from './queues.ts';
import * as rules from './standing-rules.ts';

type Prepare = (id: string) => Prepared;
const once = (name: string, prepare: Prepare): Operation => ({ name, repeatable: false, prepare });

/** The routes that are not measured, with the reason. */
export const NOT_MEASURED: Readonly<Record<string, string>> = {
  'GET /api/health': 'asks the table for nothing',
  'GET /api/openapi.json': 'asks the table for nothing',
  'GET /api/themes': 'asks the table for nothing',
  'POST /api/jobs/nightly': 'starts the night and waits for its report; the night has a table of its own',
};

const PULL_LIST = 'pull list of the largest branch, a page of 50';
const WORDS = 'titles by two words, a page of 20';
const RULE = 'set the rule of the largest collection';

/** The operations that cost more in a larger catalogue because they answer more. */
export const GROWS_BY_NATURE: Readonly<Record<string, string>> = {
  [PULL_LIST]: 'a larger branch has more to fetch: three units a line, up to fifty lines',
  [WORDS]: 'titles with one of the words are looked through, up to a thousand',
  [RULE]: 'it counts the copies of the collection that lack its block',
};

/** Every operation of the API; those with bare calls to compare come first. */
export const ALL_OPERATIONS: readonly Operation[] = [
  ...COMPARED_OPERATIONS,
  once('set a reservation block', desk.setReservationBlock),
  once('lift a reservation block', desk.liftReservationBlock),
  once('reserve a blocked copy, with a reason', queues.reserveBlocked),
  once('check a reservation of a title with 3 copies', queues.checkTitle),
  once('cancel a reservation of a copy', queues.cancelOfCopy),
  once('cancel a reservation of a title', queues.cancelOfTitle),
  once('cancel a reservation that is ready', desk.cancelReady),
  once('view a reservation', queues.viewReservation),
  once('reservations of a card', queues.reservationsOfCard),
  once('reservations of a title', queues.reservationsOfTitle),
  once('open reservations of a card', queues.openOfCard),
  once('open reservations of a copy', queues.openOfCopy),
  once('check out to a special card', desk.checkOutToCard),
  once('check out from a special card, with a reason', desk.checkOutFromCard),
  once('check out what was put aside', desk.checkOutReserved),
  once('check in, goes home', desk.checkInElsewhere),
  once('check in from a special card, lifts a block', desk.checkInFromCard),
  once('loans of a card, 10', desk.loansOfCard),
  once('loans on the cards of an activity', desk.loansOfActivity),
  once('copies of the largest collection, a page of 50', lists.largestCollection),
  once('the same at a branch, a page of 50', lists.largestCollectionAtBranch),
  once('blocked copies of a branch, a page of 50', lists.blockedAtBranch),
  once('copies of an activity, a page of 50', lists.copiesOfActivity),
  once('copies by id, 50', catalogue.copiesByIds),
  once('titles by id, 50', catalogue.titlesByIds),
  once('titles by prefix, a page of 20', catalogue.searchByPrefix),
  once(WORDS, catalogue.searchByWords),
  once('titles by ISBN', catalogue.searchByIsbn),
  once('collections, a page of 50', lists.listCollections),
  once('branches, a page of 50', catalogue.listBranches),
  once('view a branch', catalogue.viewBranch),
  once('put a new branch', catalogue.putNewBranch),
  once('change a branch', catalogue.changeBranch),
  once('put a new title', catalogue.putNewTitle),
  once('change a title', catalogue.changeTitle),
  once('put a title, unchanged', catalogue.putSameTitle),
  once('move a copy to another branch and collection', catalogue.moveCopy),
  once('put a new card', cards.putNewCard),
  once('change a card', cards.changeCard),
  once('put a card, unchanged', cards.putSameCard),
  once('view a card', cards.viewCard),
  once('delete a card with a reservation', cards.deleteCard),
  once('special cards of a branch, 10', cards.cardsOfBranch),
  once('special cards of an activity, 10', cards.cardsOfActivity),
  once('make an activity', activities.makeActivity),
  once('activities, a page of 50', activities.listActivities),
  once('view an activity', activities.viewActivity),
  once('rename and prolong an activity', activities.prolongActivity),
  once('copy an activity', activities.copyActivity),
  once('close an activity of 10 copies', activities.closeActivity),
  once('make a batch of a collection', batches.makeBatch),
  once('make a batch of 1,000 barcodes', batches.makeBatchOfBarcodes),
  once('batches, a page of 50', batches.listBatches),
  once('view a batch', batches.viewBatch),
  once('run a batch', batches.runBatch),
  once('cancel a batch', batches.cancelBatch),
  once('undo a batch', batches.undoBatch),
  once('results of a batch, a page of 50', batches.readResults),
  once('set the rule of a collection of 100', rules.setRule),
  once('end the rule of a collection of 100', rules.endRule),
  once('flags of a branch, a page of 50', lists.flagsOfBranch),
  once('flags of an activity, a page of 50', lists.flagsOfActivity),
  once('flags of all branches, a page of 50', lists.allFlags),
  once('keep a block without an end', lists.keepFlag),
  once(PULL_LIST, lists.pullListOfCatalogue),
  once(RULE, lists.ruleOfLargest),
  once('reports of the nights, a page of 50', lists.listReports),
  once('the report of a night', lists.viewReport),
];
