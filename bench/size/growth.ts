import type { Cost } from '../meter.ts';

/** The cost of an operation in catalogues of several sizes, smallest first. */
export interface Row {
  readonly name: string;
  readonly costs: readonly Cost[];
}

/** An operation that costs more in a larger catalogue. */
export interface Growth {
  readonly name: string;
  readonly measure: keyof Cost;
  readonly from: number;
  readonly to: number;
}

const MEASURES = ['roundTrips', 'readUnits', 'writeUnits'] as const;

/** The operations that cost more in any catalogue than in the smallest, except those named. */
export const growthIn = (rows: readonly Row[], butFor: readonly string[] = []): readonly Growth[] =>
  rows
    .filter(({ name }) => !butFor.includes(name))
    .flatMap(({ name, costs }) =>
      MEASURES.flatMap((measure) => {
        const [from = 0, ...larger] = costs.map((cost) => cost[measure]);
        const to = Math.max(from, ...larger);
        return to > from ? [{ name, measure, from, to }] : [];
      }),
    );

const WORDS = { roundTrips: 'round trips', readUnits: 'read units', writeUnits: 'write units' } as const;

/** A growth as text. */
export const growthText = ({ name, measure, from, to }: Growth): string =>
  `${name}: ${from} ${WORDS[measure]} in the smallest catalogue, ${to} in a larger one`;
