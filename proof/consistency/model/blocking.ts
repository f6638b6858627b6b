import {
  withCopy,
  type BlockState,
  type TitleState,
  type CopyState,
  type Facts,
  type Line,
} from './title-state.ts';

const slotOf = ({ kind, activityId }: Pick<BlockState, 'kind' | 'activityId'>): string =>
  `${kind} ${activityId ?? ''}`;

/** Whether the block's own end date has passed, so that it has no effect (rule T2). */
export const hasLapsed = ({ endDate }: BlockState, { today }: Facts): boolean =>
  endDate !== undefined && endDate < today;

/** The block of a slot, lapsed or not. */
export const blockIn = (
  { blocks }: CopyState,
  slot: Pick<BlockState, 'kind' | 'activityId'>,
): BlockState | undefined => blocks.find((block) => slotOf(block) === slotOf(slot));

/** The strictest code in force (rule B2). */
export const codeOf = ({ blocks }: CopyState): 7 | 8 | undefined => {
  const codes = blocks.map(({ code }) => code);
  return codes.includes(8) ? 8 : codes.includes(7) ? 7 : undefined;
};

/** The loan blocks in force (rules B3, T2). */
export const loanBlocksOf = ({ blocks }: CopyState, facts: Facts): readonly BlockState[] =>
  blocks.filter((block) => block.kind === 'loan' && !hasLapsed(block, facts));

/** Whether two blocks are equal; setting an equal block changes nothing (rule B9). */
export const isSame = (a: BlockState | undefined, b: BlockState | undefined): boolean =>
  (a === undefined && b === undefined) ||
  (a !== undefined &&
    b !== undefined &&
    slotOf(a) === slotOf(b) &&
    a.code === b.code &&
    a.endDate === b.endDate &&
    a.reason === b.reason);

/** The author of a change, as its line in the history names it. */
export interface Author {
  readonly by: string;
  readonly cause: 'person' | 'batch' | 'nightly';
  /** The id of the batch. */
  readonly id?: string;
}

interface Change {
  readonly before: BlockState | undefined;
  readonly after: BlockState | undefined;
  readonly author: Author;
}

const actionOf = ({ before, after }: Change): string =>
  after === undefined ? 'lifted' : before === undefined ? 'set' : 'changed';

const isLineOf = (line: Line | undefined, change: Change): boolean =>
  line?.by === change.author.by &&
  line.cause.type === change.author.cause &&
  (change.author.id === undefined || line.cause.id === change.author.id) &&
  line.action === actionOf(change) &&
  isSame(line.before, change.before) &&
  isSame(line.after, change.after);

/**
 * A copy with one block changed and the next line of its history matched; undefined if that line
 * describes another change or is missing. A full match proves that the history has every change
 * once, in this order (rule B9).
 */
const changed = (copy: CopyState, change: Change, { histories }: Facts): CopyState | undefined => {
  const history = histories?.get(copy.copyId);
  if (history && !isLineOf(history[copy.lines], change)) return undefined;
  const slot = slotOf(change.after ?? change.before ?? { kind: 'loan' });
  const others = copy.blocks.filter((block) => slotOf(block) !== slot);
  const blocks = [...others, ...(change.after ? [change.after] : [])];
  return {
    ...copy,
    blocks: blocks.sort((a, b) => (slotOf(a) < slotOf(b) ? -1 : 1)),
    lines: copy.lines + Number(history !== undefined),
  };
};

const NIGHT: Author = { by: 'nightly', cause: 'nightly' };

/**
 * Sets a block in its slot; lifts a lapsed block there first, and keeps an equal one (rules B1,
 * B9).
 */
export const set = (
  copy: CopyState,
  block: BlockState,
  author: Author,
  facts: Facts,
): CopyState | undefined => {
  const there = blockIn(copy, block);
  if (there && hasLapsed(there, facts)) {
    const lifted = changed(copy, { before: there, after: undefined, author: NIGHT }, facts);
    return lifted && set(lifted, block, author, facts);
  }
  return isSame(there, block) ? copy : changed(copy, { before: there, after: block, author }, facts);
};

/** Lifts a block; undefined if the history has no such line. */
export const lift = (
  copy: CopyState,
  block: BlockState,
  author: Author,
  facts: Facts,
): CopyState | undefined => changed(copy, { before: block, after: undefined, author }, facts);

/** Applies all changes in the order of the copy's history; undefined if no order fits. */
export const inSomeOrder = <T>(
  copy: CopyState,
  changes: readonly T[],
  apply: (copy: CopyState, change: T) => CopyState | undefined,
): CopyState | undefined => {
  if (changes.length === 0) return copy;
  for (const change of changes) {
    const next = apply(copy, change);
    const rest = changes.filter((one) => one !== change);
    const after = next && inSomeOrder(next, rest, apply);
    if (after) return after;
  }
  return undefined;
};

/**
 * The blocks that a night lifts: lapsed ones, and those of an activity that lifts at its end (rules
 * N1, A2).
 */
export const goesAtNight = (copy: CopyState, facts: Facts): readonly BlockState[] => {
  const onCard = facts.patrons.get(copy.loan ?? '')?.special === true;
  return copy.blocks.filter(
    (block) => hasLapsed(block, facts) || (!onCard && facts.over.get(block.activityId ?? '') === 'lift'),
  );
};

/** The states after the night has lifted one block of a copy, whichever it is. */
export const nightOn = (state: TitleState, copy: CopyState, facts: Facts): readonly TitleState[] =>
  goesAtNight(copy, facts).flatMap((block) => {
    const after = lift(copy, block, NIGHT, facts);
    return after ? [withCopy(state, after)] : [];
  });
