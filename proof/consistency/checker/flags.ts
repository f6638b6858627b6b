import type { CopyAnswer } from '../model/answer.ts';
import type { BlockState } from '../model/title-state.ts';
import { CARD_LEFT, COPIES } from '../library.ts';
import type { ReadOne, ReadAll } from '../api-reader.ts';
import { daysLater } from '../days.ts';
import { repeated } from './repeated.ts';

type Block = BlockState & { readonly placedAt: string; readonly source: { readonly type: string } };

interface Flag {
  readonly kind: string;
  readonly copyId: string;
  readonly activityId?: string;
}

/** A block set at least 90 days ago, without an end date, an activity or a rule (rule N2). */
const isWithoutEnd = ({ endDate, activityId, source, placedAt }: Block): boolean =>
  endDate === undefined &&
  activityId === undefined &&
  source.type !== 'rule' &&
  placedAt.slice(0, 10) <= daysLater(-90);

/** The flags that a copy must have after a night (rules A2, N2, S4). */
const flagsOf = (
  copyId: string,
  { blocks, loan }: CopyAnswer,
  over: ReadonlyMap<string, 'flag' | 'lift'>,
): readonly string[] => {
  const ofBlocks = (blocks as readonly Block[]).flatMap((block) => {
    const atEnd = over.get(block.activityId ?? '');
    return [
      ...(atEnd ? [`${block.kind}-block-left-on ${copyId} ${String(block.activityId)}`] : []),
      ...(isWithoutEnd(block) ? [`block-without-end ${copyId} `] : []),
    ];
  });
  const [flagged] = [...over].find(([, atEnd]) => atEnd === 'flag') ?? [''];
  const onCard = loan?.patronId === CARD_LEFT ? [`special-card-not-checked-in ${copyId} ${flagged}`] : [];
  return [...ofBlocks, ...onCard];
};

/**
 * The violations in the flags after a night: each cause has one flag, each flag a cause (rule N2).
 */
export const wrongWithFlags = async (
  read: ReadOne,
  all: ReadAll,
  over: ReadonlyMap<string, 'flag' | 'lift'>,
): Promise<readonly string[]> => {
  const listed = await all<Flag>('/api/flags');
  const flags = listed.map(({ kind, copyId, activityId = '' }) => `${kind} ${copyId} ${activityId}`);
  const copies = await Promise.all(
    COPIES.map(async ({ copyId }) => flagsOf(copyId, await read<CopyAnswer>(`/api/copies/${copyId}`), over)),
  );
  const wanted = copies.flat();
  return [
    ...wanted.filter((one) => !flags.includes(one)).map((one) => `not flagged: ${one}`),
    ...flags.filter((one) => !wanted.includes(one)).map((one) => `flagged without a cause: ${one}`),
    ...repeated(flags).map((one) => `flagged twice: ${one}`),
  ];
};
