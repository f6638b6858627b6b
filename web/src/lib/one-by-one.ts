/** The results and errors of a call for each item. */
export interface OneByOneOutcomes<T, R> {
  readonly done: readonly { readonly item: T; readonly result: R }[];
  readonly failed: readonly { readonly item: T; readonly error: unknown }[];
}

const AT_ONCE = 4;

/**
 * Calls `act` for each item, a few at a time; a failure does not stop the others. Calls back with
 * the number done after each.
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
