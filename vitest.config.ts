import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/** What takes longest comes first, so that no worker is left alone with it in the end. */
const LONGEST = [
  '/test/usecases/night-faults',
  '/test/backup/started',
  '/test/infra/local/killed',
  '/test/infra/local/start',
  '/test/web/',
  '/test/usecases/',
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = LONGEST.findIndex((part) => moduleId.includes(part));
  return rank === -1 ? LONGEST.length : rank;
};

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

/** Tests of plain functions, which leave nothing behind: what they import is loaded once for all of them. */
const PLAIN = ['test/{domain,mail}/**/*.test.ts'];

/** Tests that start processes and hold locks, which a process of their own ends and gives back, whatever becomes of it. */
const STARTING = ['test/{backup,infra}/**/*.test.ts'];

/** Tests in a browser: those of one process share it, and the system that they meet with it. */
const WEB = ['test/web/**/*.test.ts'];

export default defineConfig({
  test: {
    pool: 'threads',
    // Half of the time a test waits for the engine, which is a process of its own.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'plain', include: PLAIN, isolate: false } },
      { extends: true, test: { name: 'starting', include: STARTING, pool: 'forks' } },
      { extends: true, test: { name: 'web', include: WEB, pool: 'forks', isolate: false } },
      {
        extends: true,
        test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: [...PLAIN, ...STARTING, ...WEB] },
      },
    ],
  },
});
