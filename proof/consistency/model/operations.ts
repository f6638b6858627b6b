import { titleOf } from '../library.ts';
import type { Look, HistoryOperation } from '../checker/linearize.ts';
import type { Observation } from '../checker/shorten.ts';
import type { Command, Background } from './command.ts';
import { codesOf, type CommandAnswer } from './answer.ts';
import type { TitleState, Facts } from './title-state.ts';
import { seesListing, type Listing } from './listing.ts';
import { stepOf, type Caller } from './steps.ts';
import { backgroundStep } from './background.ts';
import { copyRefusal, someCopyCanServe, titleRefusals } from './refusing.ts';

/** A call: who made it, its start and end in milliseconds, and its answer if one came. */
export interface Call {
  readonly command: Command | Background | Listing;
  readonly by: Caller;
  readonly from: number;
  readonly to: number;
  readonly answer?: CommandAnswer | undefined;
}

/** The title that a call concerns: each names one of its copies or reservations, or the title. */
export const titleOfCall = ({ command }: Call): string =>
  titleOf('copyId' in command ? command.copyId : 'titleId' in command ? command.titleId : command.id);

const isBackground = (command: Call['command']): command is Background =>
  command.do.endsWith('in a batch') || command.do === 'the night';

const isListing = (command: Call['command']): command is Listing => command.do.startsWith('view a list');

const isLook = ({ command, answer }: Call): boolean =>
  command.do.startsWith('view') ||
  command.do === 'leave in a batch' ||
  (answer !== undefined && answer.status >= 400);

type Steps = HistoryOperation<TitleState>['steps'];

/** The steps of a call; each reads or changes the state at one moment. */
const stepsOf = (call: Call, facts: Facts): Steps => {
  const { command, by, answer } = call;
  if (isListing(command)) return [{ sees: (state) => seesListing(command, state, facts) }];
  const step = isBackground(command)
    ? backgroundStep(command, by, facts)
    : stepOf(command, by, answer, facts);
  if (isLook(call)) return [{ sees: (state) => step(state).length > 0 }];
  // The service reads the copies first, one by one, and joins the queue later.
  const reservesTitle = command.do === 'reserve a title' && answer?.status === 201;
  return reservesTitle ? [someCopyCanServe(command, facts), step] : [step];
};

const operation = ({ from, to }: Call, steps: Steps, certain: boolean): HistoryOperation<TitleState> => ({
  from,
  to,
  steps,
  certain,
});

const looks = (call: Call, steps: readonly Look<TitleState>[]): readonly Observation<TitleState>[] =>
  steps.map((step) => ({ answered: operation(call, [step], true), unanswered: undefined }));

/** The facts behind a refused reservation; the service reads each at its own moment. */
const refusalOf = (
  call: Call,
  answer: CommandAnswer,
  facts: Facts,
): readonly Observation<TitleState>[] | undefined => {
  const { command } = call;
  if (answer.status !== 409) return undefined;
  if (command.do === 'reserve a copy') return looks(call, copyRefusal(command, codesOf(answer), facts));
  if (command.do === 'reserve a title') return looks(call, titleRefusals(command, answer, facts));
  return undefined;
};

/** The answer reduced to the id by which other calls know the reservation. */
const forgotten = ({ command, answer }: Call): CommandAnswer | undefined => {
  const id = command.do.startsWith('reserve') ? answer?.body.id : undefined;
  return id === undefined ? undefined : { status: 0, body: { id } };
};

/** The observations in a call: one for each fact that may change while the call is handled. */
export const describeCall = (call: Call, facts: Facts): readonly Observation<TitleState>[] => {
  const { command, answer } = call;
  const refusal = answer && refusalOf(call, answer, facts);
  if (refusal) return refusal;
  const certain = isBackground(command) ? command.do !== 'the night' : answer !== undefined;
  const answered = operation(call, stepsOf(call, facts), certain);
  const lost = operation(call, stepsOf({ ...call, answer: forgotten(call) }, facts), false);
  return [{ answered, unanswered: isLook(call) ? undefined : lost }];
};
