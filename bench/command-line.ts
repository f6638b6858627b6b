/**
 * The catalogue sizes in an option such as `10000,100000`. Ends the process with 2 unless each is a
 * whole number of at least `least` copies.
 */
export const catalogueSizesIn = (option: string, least: number): readonly number[] => {
  const sizes = option.split(',').map(Number);
  if (sizes.every((size) => Number.isInteger(size) && size >= least)) return sizes;
  console.error(`--copies takes numbers of copies, such as 10000,100000; each at least ${least}.`);
  process.exit(2);
};

/** Lets a signal run the exit handlers, which end the engine and remove its files. */
export const exitOnSignals = (): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
};
