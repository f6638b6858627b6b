import type { Instant } from './calendar.ts';
import type { Title } from './title.ts';

/**
 * The line of a title: its next number, and how many title reservations wait (rule R6). Both kinds
 * of reservation get their number here: it is the stamp of the id, and their order. A `ref` names
 * one joining, or one change of the count, for as long as somebody may repeat it.
 */
export interface TitleLine {
  readonly titleId: string;
  /** The last number that was given. A number that came to nothing is no place in line. */
  readonly last: number;
  readonly waiting: number;
  /** The number of each title reservation that has just joined, and the position that it got. */
  readonly joined: Readonly<Record<string, number>>;
  readonly places: Readonly<Record<string, number>>;
  /** The changes of the count that have just been made. */
  readonly counted: Readonly<Record<string, true>>;
}

/** How many wait for a title; those of a title from before there were lines are told by itself. */
export const waitingFor = (title: Title | undefined, line: TitleLine | undefined): number =>
  line ? line.waiting : (title?.waiting ?? 0);

/** Numbers per millisecond: a line goes on from its last number, or from now. */
const PER_MILLISECOND = 1000;

/**
 * The number of an instant. Lines start at it, so that reservations of one card are in the order of
 * their placing; within a line only the last number counts.
 */
export const numberAt = (now: Instant): number => new Date(now).getTime() * PER_MILLISECOND;

/** The number as part of an id: 12 letters and digits, in the order of the numbers. */
export const stampOfNumber = (number: number): string => {
  const time = Math.floor(number / PER_MILLISECOND)
    .toString(36)
    .padStart(9, '0');
  return time + String(number % PER_MILLISECOND).padStart(3, '0');
};

/** The first number after the stamps of versions that took the time of a request. */
export const numberAfter = (stamps: readonly string[]): number =>
  Math.max(0, ...stamps.map((stamp) => (parseInt(stamp.slice(0, 9), 36) + 1) * PER_MILLISECOND));

/** A second: later numbers are near enough to the time of placing. */
const NEAR = 1000 * PER_MILLISECOND;

/** The name of a change of the count: a version of a reservation causes one at most. */
export const changeOfCount = (stamp: string, version: number): string => `${stamp}-${version}`;

/** The stamps of the reservations that have just left the line, or come back to it. */
const stampsOfLeft = ({ counted }: TitleLine): readonly string[] =>
  Object.keys(counted).map((ref) => ref.split('-')[0] ?? ref);

/**
 * Those who have just joined with a number below this stamp, without the reservations with these
 * stamps and those that have left since.
 */
export const joinedBefore = (
  line: TitleLine,
  before: string,
  stamps: readonly string[],
): readonly string[] => {
  const known = new Set([...stamps, ...stampsOfLeft(line)]);
  return Object.entries(line.joined).flatMap(([ref, number]) => {
    const stamp = stampOfNumber(number);
    return stamp < before && !known.has(stamp) ? [ref] : [];
  });
};

/** Whether the numbers of a line lag behind the time, so that it should start at now. */
export const lagsBehind = ({ last }: TitleLine, now: Instant): boolean => last < numberAt(now) - NEAR;
