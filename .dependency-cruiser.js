/**
 * Import rules. Each key is a folder; its value lists what it may import besides itself, and says
 * why. docs/architecture.md has a picture of the actual imports.
 */
const SERVER = {
  'lib/domain': [[], 'The rules know only each other.'],
  'lib/store': [['lib/domain', 'lib/contract'], 'The store turns values into items; it knows no use case.'],
  'lib/http': [['lib/domain'], 'HTTP answers say what the rules decide.'],
  'lib/mail': [['lib/domain', 'lib/http'], 'Mails tell what the rules found, with the texts of the API.'],
  'lib/runtime': [
    ['lib/store', 'lib/domain', 'lib/contract'],
    'The runtime connects the functions to their environment.',
  ],
  functions: [
    ['lib/domain', 'lib/http', 'lib/mail', 'lib/runtime', 'lib/usecases', 'lib/contract', 'lib/store/page'],
    'Routes translate between HTTP and use cases; of the store they know only pages of lists.',
  ],
  infra: [['lib/contract'], 'Infrastructure shares only names with the code.'],
  local: [
    ['lib/contract', 'infra'],
    'The local system makes the cloud assembly and runs what it names; it knows no code of the product.',
  ],
  'cli/catalogue': [[], 'The feed is a client: it knows the HTTP contract only.'],
  'cli/backup': [['cli/catalogue', 'local', 'lib/contract'], 'Backups move items; they know no rule.'],
  testing: [['lib', 'functions', 'local'], 'Tests, proofs and benchmarks share this code.'],
  proof: [
    ['testing', 'local', 'cli', 'lib/domain/defined', 'lib/domain/omit', 'lib/http/page'],
    'The model follows docs/rules.md alone, so that it does not repeat a mistake of lib/domain.',
  ],
  web: [[], 'The staff client is a client: it knows the API by the types that docs/openapi.json gives.'],
};

/** The groups of use cases; each may also import `core`, the domain and the store. */
const USE_CASES = {
  core: [],
  circulation: [],
  rules: [],
  reservations: ['circulation'],
  flags: ['rules'],
  activities: ['reservations'],
  batches: ['rules'],
  blocks: ['reservations', 'rules'],
  catalogue: ['reservations'],
  jobs: ['activities', 'batches', 'blocks', 'catalogue', 'circulation', 'flags', 'reservations', 'rules'],
};

/** The layers of the staff client; each may import those after it. */
const WEB_LAYERS = ['app', 'screens', 'features', 'components', 'lib'];

const ROOMS = '^(lib|functions|infra|local|cli|bench|proof|scripts|test|testing|web)/';

const only = (from, to, comment) => ({
  name: `${from.replace(/\W+/g, '-')}-imports`,
  comment,
  severity: 'error',
  from: { path: `^${from}/` },
  to: { path: ROOMS, pathNot: `^(${[from, ...to].join('|')})(/|$|\\.ts)` },
});

const useCases = Object.entries(USE_CASES).map(([group, others]) =>
  only(
    `lib/usecases/${group}`,
    ['lib/domain', 'lib/store', ...['core', ...others].map((other) => `lib/usecases/${other}`)],
    'A use case loads, decides with the rules, and saves. Groups import each other along these arrows only.',
  ),
);

const webLayers = WEB_LAYERS.map((layer, index) =>
  only(
    `web/src/${layer}`,
    WEB_LAYERS.slice(index + 1).map((behind) => `web/src/${behind}`),
    'app → screens → features → components → lib',
  ),
);

const KNOWN = [
  ...Object.keys(SERVER).filter((room) => room.startsWith('lib/')),
  ...Object.keys(USE_CASES).map((group) => `lib/usecases/${group}`),
  ...WEB_LAYERS.map((layer) => `web/src/${layer}`),
];

export default {
  forbidden: [
    {
      name: 'no-room-without-arrows',
      comment: 'A new folder needs an entry above; no file stands beside the folders.',
      severity: 'error',
      from: { path: '^(lib|web/src)/', pathNot: `^(${KNOWN.join('|')})/` },
      to: { path: '.' },
    },
    ...Object.entries(SERVER).map(([from, [to, comment]]) => only(from, to, comment)),
    ...useCases,
    ...webLayers,
    {
      name: 'no-screen-imports-another',
      comment: 'A part that two screens share is a feature or a component.',
      severity: 'error',
      from: { path: '^web/src/screens/([^/]+)/' },
      to: { path: '^web/src/screens/', pathNot: '^web/src/screens/$1/' },
    },
    {
      name: 'no-tests-outside-of-tests',
      severity: 'error',
      from: { pathNot: '^(test|testing|bench|proof|scripts|vitest)' },
      to: { path: '^(test|testing|bench|proof)/' },
    },
    {
      name: 'aws-sdk-in-store-and-runtime',
      comment: 'Only the store and the runtime call AWS; the local system makes the table.',
      severity: 'error',
      from: { path: '^(lib|functions|cli/catalogue)/', pathNot: '^lib/(store|runtime)/' },
      to: { path: 'node_modules/@aws-sdk/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-dev-dependencies-in-what-is-deployed',
      severity: 'error',
      from: { path: '^(lib|functions|web/src)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
