import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/**
 * Project after project: a worker keeps what it has imported until it gets a file of another one.
 */
const PROJECTS = ['web', 'starting', 'whole', 'on-tables', 'plain'];

/**
 * What takes longest comes first in its project, so that no worker is left alone with it in the
 * end.
 */
const LONGEST = [
  '/test/web/exhibition',
  '/test/web/title',
  '/test/web/batches',
  '/test/cli/backup/started',
  '/test/local/killed',
  '/test/local/start',
  '/test/concurrency/',
  '/test/usecases/',
];

const rankOf = ({ project, moduleId }: TestSpecification): number => {
  const rank = LONGEST.findIndex((part) => moduleId.includes(part));
  const inProject = rank === -1 ? LONGEST.length : rank;
  return PROJECTS.indexOf(project.name) * 10 + inProject;
};

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

/**
 * Tests of plain functions, which leave nothing behind: what they import is loaded once for all of
 * them.
 */
const PLAIN = ['test/{docs,domain,http,mail}/**/*.test.ts'];

/**
 * Tests that start processes and hold locks, which a process of their own ends and gives back,
 * whatever becomes of it.
 */
const STARTING = ['test/{cli/backup,infra,local}/**/*.test.ts'];

/** Tests in a browser: those of one process share it, and the system that they meet with it. */
const WEB = ['test/web/**/*.test.ts'];

/** Tests on the embedded database, each on its own tables: they share an engine and imports. */
const ON_TABLES = ['test/{api,bench,concurrency,scripts,store,usecases}/**/*.test.ts'];

const ENGINES = './testing/database/shared-engines.ts';

/** What of the exhaustive searches is tried; `daily` is the sample of today. */
const sampleIn = (mode: string): string | undefined => {
  if (mode !== 'all') return undefined;
  const asked = process.env.APART_SAMPLE ?? 'all';
  return asked === 'daily' ? new Date().toISOString().slice(0, 10) : asked;
};

/** A sample of a day is of the searches: every other test is in `npm test` as a whole. */
const withSample = (sample: string | undefined) => {
  const env = { APART_SAMPLE: sample ?? '' };
  if (sample === undefined || sample === 'all') return { env };
  process.stdout.write(`Sample of ${sample}; repeat it with APART_SAMPLE=${sample} npm run test:all\n`);
  return { env, tagsFilter: ['search'] };
};

export default defineConfig(({ mode }) => ({
  test: {
    ...withSample(sampleIn(mode)),
    pool: 'threads',
    // A test waits for its engine, its browser or its system part of the time: three workers keep
    // two cores busy.
    maxWorkers: '150%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    tags: [{ name: 'search', description: 'tries many cases, or a sample of them', timeout: 480_000 }],
    projects: [
      { extends: true, test: { name: 'plain', include: PLAIN, isolate: false } },
      { extends: true, test: { name: 'web', include: WEB, pool: 'forks', isolate: false } },
      { extends: true, test: { name: 'starting', include: STARTING, pool: 'forks', globalSetup: ENGINES } },
      {
        extends: true,
        test: {
          name: 'on-tables',
          include: ON_TABLES,
          isolate: false,
          globalSetup: ENGINES,
          setupFiles: './testing/database/setup.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          exclude: [...PLAIN, ...STARTING, ...WEB, ...ON_TABLES],
        },
      },
    ],
  },
}));
