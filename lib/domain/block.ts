import { addDays, isPast, LAST_DAY, type Day, type Instant } from './calendar.ts';

/**
 * Reservation block codes as staff know them: 8 nobody may reserve, 7 own patrons only (rules B2,
 * B4, B5).
 */
export type ReservationCode = 7 | 8;

/** The source of a block: a person, a batch or a standing rule (rule B1). */
export interface BlockSource {
  readonly type: 'manual' | 'batch' | 'rule';
  readonly id?: string;
}

interface BlockOrigin {
  readonly activityId?: string;
  readonly reason?: string;
  readonly source: BlockSource;
  readonly placedBy: string;
  readonly placedAt: Instant;
}

/** The copy may not be reserved, or only by own patrons (rule B2). */
export interface ReservationBlock extends BlockOrigin {
  readonly kind: 'reservation';
  readonly code: ReservationCode;
}

/** The copy may not be lent, up to and including the end date, if there is one (rule B3). */
export interface LoanBlock extends BlockOrigin {
  readonly kind: 'loan';
  readonly endDate?: Day;
}

export type Block = ReservationBlock | LoanBlock;
export type BlockKind = Block['kind'];

/** A slot: the activity a block belongs to, or the rule that set it, or neither (rule B1). */
export interface Slot {
  readonly activityId?: string;
  readonly ruleId?: string;
}

/** The blocks of a copy by kind and slot: at most one each (rule B1). */
export type Blocks = Readonly<Record<string, Block>>;

/** The key under which a copy keeps its block of a kind and slot (rule B1). */
export const slotKey = (kind: BlockKind, { activityId, ruleId }: Slot): string => {
  if (activityId !== undefined) return `${kind}#activity#${activityId}`;
  return ruleId === undefined ? kind : `${kind}#rule#${ruleId}`;
};

/**
 * The slot that a block is in. A rule with an activity sets its block in the activity's slot (rule
 * C1).
 */
export const slotOf = ({ activityId, source }: Block): Slot => {
  if (activityId !== undefined) return { activityId };
  return source.type === 'rule' && source.id !== undefined ? { ruleId: source.id } : {};
};

/** The activities that blocks belong to, each once (rule A2). */
export const activitiesOf = (blocks: Blocks): ReadonlySet<string> =>
  new Set(Object.values(blocks).flatMap(({ activityId }) => activityId ?? []));

/** The last day of a block that ends by itself; undefined for a block without an end. */
export const endOf = (block: Block): Day | undefined =>
  block.kind === 'loan' && block.endDate !== LAST_DAY ? block.endDate : undefined;

/** Whether a block is past its own end date, whether or not a night has lifted it (rule T2). */
export const hasLapsed = (block: Block, today: Day): boolean =>
  block.kind === 'loan' && isPast(block.endDate, today);

/** Blocks as people read them: oldest first. */
export const inOrder = (blocks: readonly Block[]): readonly Block[] =>
  [...blocks].sort((a, b) => a.placedAt.localeCompare(b.placedAt) || a.kind.localeCompare(b.kind));

/** The blocks in force on a day, oldest first (rules B1, T2). */
export const blocksInForce = (blocks: Blocks, today: Day): readonly Block[] =>
  inOrder(Object.values(blocks).filter((block) => !hasLapsed(block, today)));

/**
 * The strictest reservation code in force, 8 over 7; null without a reservation block (rule B2).
 */
export const codeInForce = (blocks: Blocks): ReservationCode | null => {
  const codes = Object.values(blocks).map((block) => (block.kind === 'reservation' ? block.code : 0));
  if (codes.includes(8)) return 8;
  return codes.includes(7) ? 7 : null;
};

/**
 * The loan block in force. `until` is the latest end date; absent when any block has no end (rule
 * B3).
 */
export interface LoanBlockInForce {
  readonly until?: Day;
}

/**
 * The loan block that forbids lending on a day; undefined when no loan block is in force (rule B3).
 */
export const loanBlockInForce = (blocks: Blocks, today: Day): LoanBlockInForce | undefined => {
  const loanBlocks = blocksInForce(blocks, today).filter((block) => block.kind === 'loan');
  if (loanBlocks.length === 0) return undefined;
  const ends = loanBlocks.flatMap((block) => endOf(block) ?? []).sort();
  const until = ends.at(-1);
  return until === undefined || ends.length < loanBlocks.length ? {} : { until };
};

/** The first day without a loan block, when all have an end date; otherwise undefined (rule B6). */
export const firstDayLendable = (blocks: Blocks, today: Day): Day | undefined => {
  const until = loanBlockInForce(blocks, today)?.until;
  return until === undefined ? undefined : addDays(until, 1);
};

/** The first day on which a loan block has lapsed, so that the night lifts it (rule N1). */
export const firstLapseDay = (blocks: Blocks): Day | undefined => {
  const [first] = Object.values(blocks)
    .flatMap((block) => endOf(block) ?? [])
    .sort();
  return first === undefined ? undefined : addDays(first, 1);
};

/**
 * Whether two blocks of the same kind and slot are the same to a librarian: setting one changes
 * nothing.
 */
export const saysTheSame = (a: Block, b: Block): boolean =>
  a.kind === b.kind &&
  a.reason === b.reason &&
  (a.kind === 'reservation'
    ? a.code === (b as ReservationBlock).code
    : a.endDate === (b as LoanBlock).endDate);
