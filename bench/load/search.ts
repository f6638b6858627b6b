/** Between two rates that differ by less than this part, none is looked for. */
const NEAR = 0.1;

/**
 * The highest rate that is good: doubles until one is not, and halves what lies between. 0 where
 * the first is not.
 */
export async function highestRate(
  isGood: (rate: number) => Promise<boolean>,
  { from, most }: { readonly from: number; readonly most: number },
): Promise<number> {
  let [good, bad] = [0, Infinity];
  for (let rate = from; rate <= most && bad === Infinity; rate *= 2) {
    if (await isGood(rate)) good = rate;
    else bad = rate;
  }
  while (good > 0 && bad !== Infinity && (bad - good) / bad > NEAR) {
    const middle = Math.round((good + bad) / 2);
    if (await isGood(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
