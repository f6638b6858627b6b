import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/**
 * The order of the projects. A worker keeps its imports until it gets a file of another project.
 */
const PROJECTS = ['web', 'starting', 'whole', 'on-tables', 'plain'];

/** The slowest files. They come first in their project, so that no worker ends alone with one. */
const LONGEST = [
  '/test/web/one-act',
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

/** Tests of plain functions. They leave nothing behind, so that they share their imports. */
const PLAIN = ['test/{docs,domain,http,mail}/**/*.test.ts'];

/** Tests that start processes and hold locks. Each runs in a process whose end releases them. */
const STARTING = ['test/{cli/backup,infra,local}/**/*.test.ts'];

/** Tests in a browser. The tests of one process share a browser and a system. */
const WEB = ['test/web/**/*.test.ts'];

/** Tests on the embedded database. Each has its own tables; they share an engine and imports. */
const ON_TABLES = ['test/{api,bench,concurrency,scripts,store,usecases}/**/*.test.ts'];

const ENGINES = './testing/database/shared-engines.ts';

/** The sample of the exhaustive searches; `daily` is the sample of today. */
const sampleIn = (mode: string): string | undefined => {
  if (mode !== 'all') return undefined;
  const asked = process.env.APART_SAMPLE ?? 'all';
  return asked === 'daily' ? new Date().toISOString().slice(0, 10) : asked;
};

/** With the sample of a day only the searches run: `npm test` runs all other tests. */
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
    // Tests often wait for an engine, a browser or a system: three workers keep two cores busy.
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
