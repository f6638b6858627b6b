/** Invariants of activities, their counts and their flags. */
import { isDeepStrictEqual } from 'node:util';
import type { Block } from '../../lib/domain/block.ts';
import type { Day } from '../../lib/domain/calendar.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import type { FlaggedRule } from '../../lib/domain/flag-key.ts';
import type { Flag } from '../../lib/domain/flag.ts';
import type { Item } from '../database/empty-table.ts';

const copiesOf = (items: readonly Item[]): readonly Copy[] =>
  items.flatMap(({ copy }) => (copy === undefined ? [] : [copy as Copy]));

const blocksOf = (copy: Copy): readonly Block[] => Object.values(copy.blocks);

const lapsed = (block: Block, today: Day): boolean =>
  block.kind === 'loan' && block.endDate !== undefined && block.endDate < today;

/**
 * The sum of a number over all counters of an activity, without those that count until a day before
 * today.
 */
const counted = (counters: readonly Item[], activityId: string, name: string, today: Day): number =>
  counters
    .filter(({ pk }) => pk === `ACTIVITY#${activityId}`)
    .flatMap((item) => Object.entries(item))
    .map(([attribute, count]) => {
      const [entry, until] = attribute.split('@');
      return entry === `count ${name}` && (until === undefined || until >= today) ? (count as number) : 0;
    })
    .reduce((sum, count) => sum + count, 0);

const flagItems = (items: readonly Item[]): readonly { sk: string; pk: string; flag: Flag }[] =>
  items.flatMap(({ pk, sk, flag }) => (flag === undefined ? [] : [{ pk, sk, flag: flag as Flag }]));

const countsAreRight = (items: readonly Item[], today: Day): string[] => {
  const copies = copiesOf(items);
  const ids = items.flatMap(({ activity }) =>
    activity === undefined ? [] : [(activity as { id: string }).id],
  );
  const flags = flagItems(items);
  const counters = items.filter(({ pk, sk }) => pk.startsWith('ACTIVITY#') && sk.startsWith('TALLY#'));
  return ids.flatMap((id) => {
    const onCards = copies.filter(({ loan }) => loan?.special && loan.activityId === id);
    const own = flags.filter(
      ({ flag }) => flag.activityId === id && (flag.until === undefined || flag.until >= today),
    );
    const right = {
      blocked: copies.filter((copy) =>
        blocksOf(copy).some((block) => block.activityId === id && !lapsed(block, today)),
      ).length,
      onSpecialCards: onCards.length,
      flags: own.length,
      flagsOnSpecialCards: own.filter(({ flag }) => onCards.some(({ copyId }) => copyId === flag.copyId))
        .length,
    };
    return Object.entries(right)
      .map(([name, count]) => [name, count, counted(counters, id, name, today)] as const)
      .filter(([, count, there]) => count !== there)
      .map(([name, count, there]) => `activity ${id} counts ${there} ${name} where there are ${count}`);
  });
};

/**
 * Each activity finds its copies: one entry for every activity that a block of a copy belongs to.
 */
const entriesAreWhole = (items: readonly Item[]): string[] => {
  const wanted = copiesOf(items).flatMap((copy) => [
    ...new Set(
      blocksOf(copy).flatMap(({ activityId }) =>
        activityId ? [`COPY#${copy.copyId} ACTIVITY#${activityId}`] : [],
      ),
    ),
  ]);
  const there = items
    .filter(({ pk, sk }) => pk.startsWith('COPY#') && sk.startsWith('ACTIVITY#'))
    .map(({ pk, sk }) => `${pk} ${sk}`);
  return isDeepStrictEqual(wanted.sort(), there.sort()) ? [] : ['activities do not find their copies'];
};

/**
 * The copy is in scope of the rule, no exception to it, and its slots have no block as strict
 * (rules C1, N2).
 */
const lacksBlock = (copy: Copy, { collection, branchId, code, activityId }: FlaggedRule): boolean => {
  const ofRule = branchId === undefined ? collection : `${collection}@${branchId}`;
  const isInPlace = copy.collection === collection && [undefined, copy.branchId].includes(branchId);
  const isBlocked = blocksOf(copy).some(
    (one) =>
      one.kind === 'reservation' &&
      one.code >= code &&
      one.activityId === activityId &&
      (activityId !== undefined || one.source.type !== 'rule' || one.source.id === ofRule),
  );
  return isInPlace && copy.exceptTo === undefined && !isBlocked;
};

const hasCause = (copy: Copy, { kind, activityId, block, rule }: Flag): boolean => {
  const ofActivity = blocksOf(copy).filter((one) => one.activityId === activityId);
  switch (kind) {
    case 'reservation-block-left-on':
      return ofActivity.some((one) => one.kind === 'reservation');
    case 'loan-block-left-on':
      return ofActivity.some((one) => one.kind === 'loan');
    case 'special-card-not-checked-in':
      return copy.loan?.special === true && copy.loan.activityId === activityId;
    case 'block-without-end':
      return blocksOf(copy).some((one) => one.kind === block && one.activityId === undefined);
    case 'rule-not-applied':
      return rule !== undefined && lacksBlock(copy, rule);
  }
};

/** A flag exists exactly as long as its cause, both on the copy and in the lists (rule N2). */
const flagsAreWhole = (items: readonly Item[]): string[] => {
  const flagsByCopy = Map.groupBy(flagItems(items), ({ pk }) => pk);
  return copiesOf(items).flatMap((copy) => {
    const own = flagsByCopy.get(`COPY#${copy.copyId}`) ?? [];
    const listed = own.map(({ sk }) => sk.replace('FLAG#', '')).sort();
    return [
      ...(isDeepStrictEqual(listed, Object.keys(copy.flags ?? {}).sort())
        ? []
        : [`copy ${copy.copyId} has other flags than are listed`]),
      ...own
        .filter(({ flag }) => !hasCause(copy, flag))
        .map(({ flag }) => `flag ${flag.id} is there without its cause`),
    ];
  });
};

/** All replicas of the list of agreements are equal. */
const agreementsAreEqual = (items: readonly Item[]): string[] => {
  const lists = items.filter(({ pk, sk }) => pk.startsWith('AGREEMENTS#') && sk === 'META');
  const different = lists.some(
    ({ agreements, version }) =>
      !isDeepStrictEqual(agreements, lists[0]?.agreements) || version !== lists[0]?.version,
  );
  return different ? ['the copies of the list of agreements differ'] : [];
};

/** Describes each violation about activities in a table on a day in a sentence. */
export const activitiesAreWhole = (items: readonly Item[], today: Day): readonly string[] => [
  ...countsAreRight(items, today),
  ...entriesAreWhole(items),
  ...flagsAreWhole(items),
  ...agreementsAreEqual(items),
];
