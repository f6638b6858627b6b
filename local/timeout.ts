/** The work exceeded its time limit. It goes on: nothing can stop it here. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut';
}

/** The result of the work; rejects with `TimedOut` after this time. */
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
