/**
 * `npm run bench [NAME] -- [OPTIONS]`: measures what Apart costs and how fast it is. See
 * docs/performance.md.
 */
import { runNamed, type Modules } from '../testing/run-named.ts';

const BENCHMARKS: Modules = {
  operations: () => import('./measure-operations.ts'),
  load: () => import('./load.ts'),
  size: () => import('./size.ts'),
  crowd: () => import('./crowd.ts'),
  start: () => import('./first-answer.ts'),
  client: () => import('./client.ts'),
  year: () => import('./year.ts'),
};

if (!(await runNamed(BENCHMARKS))) await import('./measure-operations.ts');
