/**
 * The index of the option that begins with the letters: from the current one on, and for a single
 * letter after it, so that pressing it again goes on. Undefined without such an option.
 */
export function optionFor(labels: readonly string[], current: number, letters: string): number | undefined {
  const wanted = letters.toLowerCase();
  const first = letters.length === 1 ? current + 1 : current;
  return labels
    .map((_, step) => (Math.max(first, 0) + step) % labels.length)
    .find((index) => labels[index]?.trim().toLowerCase().startsWith(wanted));
}

/** The index that a key leads to in a closed list; undefined for another key. */
export function optionAfter(count: number, current: number, key: string): number | undefined {
  switch (key) {
    case 'ArrowUp':
      return Math.max(current - 1, 0);
    case 'ArrowDown':
      return Math.min(current + 1, count - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
