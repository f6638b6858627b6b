/** Who may import whom (docs/adr/0001-load-decide-save.md). */
const only = (from, to, comment) => ({
  name: `${from.replace(/\W+/g, '-')}-imports`,
  comment,
  severity: 'error',
  from: { path: `^${from}/` },
  to: {
    path: '^(lib|functions|infra|feed|bench|backup|proof|scripts|test|web)/',
    pathNot: `^(${[from, ...to].join('|')})(/|$|\\.ts)`,
  },
});

export default {
  forbidden: [
    only('lib/domain', [], 'The rules know nothing but each other.'),
    only(
      'lib/store',
      ['lib/domain', 'lib/contract'],
      'The store turns values into items, and knows no use case.',
    ),
    only('lib/usecases', ['lib/domain', 'lib/store'], 'A use case loads, decides with the rules, and saves.'),
    only('lib/http', ['lib/domain'], 'HTTP words for what the rules say.'),
    only('lib/mail', ['lib/domain', 'lib/http'], 'Mails say what the rules found, in the words of the API.'),
    only(
      'lib/runtime',
      ['lib/store', 'lib/domain', 'lib/contract'],
      'Runtime wires the functions to their machine.',
    ),
    only(
      'functions',
      ['lib/domain', 'lib/http', 'lib/mail', 'lib/runtime', 'lib/usecases', 'lib/contract'],
      'Routes translate.',
    ),
    only(
      'infra',
      ['lib/contract'],
      'Infrastructure shares names with the code; the local system runs what the assembly names.',
    ),
    only(
      'web',
      [],
      'The staff client is a client: it knows the API by the types that docs/openapi.json gives.',
    ),
    only('feed', [], 'The feed is a client: it knows the HTTP contract only.'),
    {
      name: 'aws-sdk-in-store-and-runtime',
      comment:
        'Only the store and the runtime talk to AWS; the local system makes the table, the bench measures.',
      severity: 'error',
      from: { path: '^(lib|functions|feed)/', pathNot: '^lib/(store|runtime)/' },
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
