/**
 * Who gets a copy from the shelf, of those who wait for one title (rule R8). It tries every choice,
 * so that it has nothing in common with the search of the product: a title here has few copies.
 */

/** The copies that may serve somebody. */
export type Able = readonly string[];

/** Whether each of them can have a copy of their own. */
export const allCanBeServed = ([first, ...rest]: readonly Able[]): boolean =>
  first === undefined ||
  first.some((copyId) => allCanBeServed(rest.map((able) => able.filter((one) => one !== copyId))));

/** Those of a line who are served: each in its order, if it can be, and all before it with it. */
export const servedOf = <T>(line: readonly T[], ableOf: (one: T) => Able): readonly T[] =>
  line.reduce<readonly T[]>(
    (served, one) => (allCanBeServed([...served, one].map(ableOf)) ? [...served, one] : served),
    [],
  );
