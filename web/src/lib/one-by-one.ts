/** What came of doing the same to many. */
export interface OneByOneOutcomes<T, R> {
  readonly done: readonly { readonly item: T; readonly result: R }[];
  readonly failed: readonly { readonly item: T; readonly error: unknown }[];
}

const AT_ONCE = 4;

/**
 * Does something to each, a few at a time; what fails stops none of the others. Tells how many are
 * done after each.
 */
export async function oneByOne<T, R>(
  items: readonly T[],
  act: (item: T) => Promise<R>,
  progress: (done: number) => void = () => undefined,
): Promise<OneByOneOutcomes<T, R>> {
  const done: { item: T; result: R }[] = [];
  const failed: { item: T; error: unknown }[] = [];
  const todo = [...items];
  const work = async () => {
    for (let item = todo.shift(); item !== undefined; item = todo.shift()) {
      const current = item;
      await act(current).then(
        (result) => done.push({ item: current, result }),
        (error: unknown) => failed.push({ item: current, error }),
      );
      progress(done.length + failed.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { done, failed };
}
