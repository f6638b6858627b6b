import type { Results } from './results.ts';

const line = (count: number, what: string): string => `${count.toLocaleString('en').padStart(9)}  ${what}`;

/** The number of attacks of each kind, fuzzing by operation, and the statuses of the responses. */
export const summaryOf = ({ tried, statuses }: Results): string => {
  const kinds = new Map<string, number>();
  for (const [kind, count] of tried) {
    const name = kind.startsWith('fuzz: ') ? kind : (kind.split(':')[0] ?? kind);
    kinds.set(name, (kinds.get(name) ?? 0) + count);
  }
  const answers = [...statuses].sort(([a], [b]) => a - b);
  const all = [...tried.values()].reduce((sum, count) => sum + count, 0);
  return [
    line(all, 'attacks'),
    ...[...kinds].map(([kind, count]) => line(count, kind)),
    line(answers.length, `statuses: ${answers.map(([status, count]) => `${status} (${count})`).join(', ')}`),
  ].join('\n');
};
