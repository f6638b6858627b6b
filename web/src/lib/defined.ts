/** `T` with its keys that may be undefined as optional ones. */
type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
} & {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
};

/**
 * Leaves out the keys whose value is undefined. An optional property may be absent but not
 * undefined: `exactOptionalPropertyTypes` refuses it, and a copy that spreads it would overwrite.
 * The same as `lib/domain/defined.ts`: the client imports nothing of `lib`.
 */
export const defined = <T extends object>(given: T): Defined<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<T>;
