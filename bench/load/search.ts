/** The search ends when two rates differ by less than this part. */
const NEAR = 0.1;

/** The highest good rate: doubles the rate until it is bad, then bisects. 0 if the first is bad. */
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
