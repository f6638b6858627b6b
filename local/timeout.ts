/** The work takes longer than it may. Here it goes on all the same: nothing can stop it. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut';
}

/** What the work gives, or `TimedOut` when that takes longer. */
export async function withTimeout<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TimedOut(`Task timed out after ${(ms / 1000).toFixed(2)} seconds`));
    }, ms);
    timer.unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
