// Who may import whom. Arrows point down: main → server → resolvers → commands, request → db, catalogue → rules.
// Each rule's comment says what to do instead; test/architecture/arrows.test.ts sees each of them caught.

const ENTRIES = '^server/(main|migrate|demo-reset|import|refill|verify|emit-schema)[.]ts$';
const CONFIG = '^server/config[.]ts$';
/** Every other file that stands in server/ itself. */
const SERVER =
  '^server/(?!(main|migrate|demo-reset|import|refill|verify|emit-schema|config)[.]ts$)[^/]+[.]ts$';
const BUILD_SCHEMA = '^server/build-schema[.]ts$';
const SCHEMA = '^schema/';
const RULES_DOOR = '^server/rules/index[.]ts$';
/** Facts for a demonstration: they stand on the tables and count days with the rules. */
const DEMO = '^server/db/demo/';
const room = (name) => `^server/${name}/`;
const ROOMS = [
  'edge',
  'resolvers',
  'commands',
  'request',
  'rules',
  'catalogue',
  'db',
  'projection',
  'messages',
  'auth',
  'cases',
  'import',
];
/** Errors that are shown to whoever starts a program, without a stack: every room may have one. */
const PLAIN_ERROR = '^server/messages/plain-error[.]ts$';
/** How far a program is, for whoever waits for it. */
const PROGRESS_LINE = '^server/messages/progress-line[.]ts$';
/** How every version of the catalogue is read, by whoever derives something. */
const PROGRAMME = '^server/request/programme[.]ts$';
const INSTANT = '^server/db/instant[.]ts$';

/** What a room may import of ours besides itself; of `types` it may import types only. */
const ARROWS = [
  {
    name: 'main-starts',
    from: ENTRIES,
    may: [
      CONFIG,
      room('db'),
      room('import'),
      room('projection'),
      PROGRAMME,
      '^schema/global-id[.]ts$',
      PROGRESS_LINE,
      SERVER,
      PLAIN_ERROR,
    ],
    comment:
      'An entry wires config, database and server, and does nothing else: move what it does here into the room it is about.',
  },
  {
    name: 'config-knows-no-room',
    from: CONFIG,
    may: [RULES_DOOR, PLAIN_ERROR],
    comment:
      'Configuration is read before anything else exists: let the room take what it needs as an argument.',
  },
  {
    name: 'server-composes',
    from: SERVER,
    may: [
      room('edge'),
      room('resolvers'),
      room('commands'),
      room('request'),
      room('projection'),
      room('auth'),
      room('messages'),
      room('db'),
      SCHEMA,
    ],
    types: [CONFIG, RULES_DOOR],
    comment:
      'The files that stand in server/ itself put the rooms together and decide nothing: move what it computes into the room it is about.',
  },
  {
    name: 'edge-knows-http',
    from: room('edge'),
    may: [SCHEMA, room('request'), room('auth'), room('messages')],
    types: [CONFIG, RULES_DOOR],
    comment:
      'The edge knows HTTP, limits and logs, and nothing of the programme: take the open database or the answer as an argument.',
  },
  {
    name: 'resolvers-load-ask-return',
    from: room('resolvers'),
    may: [SCHEMA, room('commands'), room('request'), RULES_DOOR, room('messages'), room('auth'), INSTANT],
    types: [room('db')],
    comment:
      'A resolver loads, asks, returns: read through a loader in server/request/, write through a verb in server/commands/.',
  },
  {
    name: 'commands-write',
    from: room('commands'),
    may: [
      SCHEMA,
      room('db'),
      room('projection'),
      RULES_DOOR,
      room('catalogue'),
      room('messages'),
      room('auth'),
    ],
    comment:
      'A command knows the input of its mutation, and no resolver and no request: take what it needs as an argument, return the id, and let the resolver load and shape the answer.',
  },
  {
    name: 'request-loads',
    from: room('request'),
    may: [
      SCHEMA,
      room('db'),
      room('projection'),
      RULES_DOOR,
      room('catalogue'),
      room('messages'),
      room('auth'),
    ],
    types: [CONFIG],
    comment:
      'What lives as long as a request loads facts: return plain facts, and let the resolver shape them or the command change them.',
  },
  {
    name: 'catalogue-speaks-the-vocabulary',
    from: room('catalogue'),
    may: [RULES_DOOR, room('messages')],
    comment:
      "The catalogue is read and checked in the rules' vocabulary, and told in sentences: let the caller bring what else it needs as an argument.",
  },
  {
    name: 'db-knows-tables',
    from: '^server/db/(?!demo/)',
    may: [PLAIN_ERROR],
    types: [RULES_DOOR],
    comment:
      "The database knows tables, and of the rules only their types: compute in server/rules/ and call it from a command or a request's loader.",
  },
  {
    name: 'projection-copies-what-the-rules-say',
    from: room('projection'),
    may: [room('db'), RULES_DOOR],
    comment:
      'The projection keeps a copy of what the rules derive from stored facts: whoever changes facts or asks calls it, and it knows neither.',
  },
  {
    name: 'demo-is-facts',
    from: DEMO,
    may: [room('db'), RULES_DOOR],
    comment:
      'The demo programme writes facts: it needs tables, days and levels, never a command, a request or the catalogue document.',
  },
  {
    name: 'messages-are-sentences',
    from: room('messages'),
    types: [RULES_DOOR],
    comment:
      'A message is a sentence with places to fill: pass the values to it, and compute them where they are known.',
  },
  {
    name: 'auth-knows-who-asks',
    from: room('auth'),
    may: [SCHEMA, room('db'), room('messages')],
    types: [CONFIG, RULES_DOOR],
    comment:
      'Auth says who asks and what they may see: let resolvers and the request ask it, and pass it what it needs.',
  },
  {
    name: 'import-gives-rows-to-commands',
    from: room('import'),
    may: [SCHEMA, room('commands'), room('request'), RULES_DOOR, room('messages'), room('db')],
    types: [CONFIG, room('auth')],
    comment:
      'An import reads files, and gives their rows to the commands that the API has: what it decides of a row, let the command decide, so that both decide alike.',
  },
  {
    name: 'cases-ask-the-rules',
    from: room('cases'),
    may: [RULES_DOOR, room('catalogue')],
    comment:
      'A case is facts and expected answers: it needs a catalogue and the rules, never a database or a server.',
  },
  {
    name: 'schema-is-the-contract',
    from: SCHEMA,
    may: [RULES_DOOR],
    comment:
      'The contract holds no logic: move what it computes into a resolver; only words such as levels, codes and days come from the rules.',
  },
];

const OURS = '^(server|schema|client|test|bench|scripts)/';

const arrows = ARROWS.flatMap(({ name, from, may = [], types = [], comment }) => [
  {
    name,
    severity: 'error',
    comment,
    from: { path: from },
    to: { path: OURS, pathNot: [from, ...may, ...types] },
  },
  ...(types.length === 0
    ? []
    : [
        {
          name: `${name}-by-type`,
          severity: 'error',
          comment: `Only types may come from there: write "import type". ${comment}`,
          from: { path: from },
          to: { path: types, pathNot: [from, ...may], dependencyTypesNot: ['type-only'] },
        },
      ]),
]);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'emit-builds-the-schema',
      severity: 'error',
      comment:
        'Only the schema is needed to print it: import build-schema, so that printing starts no server.',
      from: { path: '^server/emit-schema[.]ts$' },
      to: { path: '^server/', pathNot: BUILD_SCHEMA },
    },
    {
      name: 'rules-import-nothing',
      severity: 'error',
      comment:
        'The rules are pure and import nothing outside server/rules/, not even a library: take it as an argument (time is the last one).',
      from: { path: '^server/rules/' },
      to: { pathNot: '^server/rules/' },
    },
    {
      name: 'rules-have-one-door',
      severity: 'error',
      comment: 'Import from server/rules (its index.ts); what is missing there is added there.',
      // Their own tests and measurements may look behind the door.
      from: { pathNot: '^(server|test/server|bench)/rules' },
      to: { path: '^server/rules/', pathNot: RULES_DOOR },
    },
    {
      name: 'rooms-are-known',
      severity: 'error',
      comment: 'A new folder in server/ needs its arrows first: write them into .dependency-cruiser.cjs.',
      from: {},
      to: { path: '^server/[^/]+/', pathNot: ROOMS.map(room) },
    },
    {
      name: 'clients-know-the-contract-only',
      severity: 'error',
      comment:
        'A client knows schema.graphql and nothing of the server: use what codegen writes into client/sdk/.',
      from: { path: '^client/' },
      to: { path: '^(server|schema)/' },
    },
    {
      name: 'clients-use-the-sdk',
      severity: 'error',
      comment:
        'Import from client/sdk, as every user of the package does; what is missing there is added there.',
      from: { path: '^client/(?!sdk/)([^/]+)/' },
      to: { path: '^client/', pathNot: '^client/(sdk|$1)/' },
    },
    {
      name: 'sdk-stands-alone',
      severity: 'error',
      comment:
        'The SDK is published without its examples and dashboard: move what both need into client/sdk/.',
      from: { path: '^client/sdk/' },
      to: { path: '^client/', pathNot: '^client/sdk/' },
    },
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      comment: 'Tests see everything and are seen by nobody: move what is needed into the room it is about.',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^test/' },
    },
    {
      name: 'nobody-imports-benchmarks',
      severity: 'error',
      comment:
        'A measurement is run, not imported, except by its own tests: move what is needed into the room it is about.',
      from: { pathNot: '^(test/)?bench/' },
      to: { path: '^bench/' },
    },
    {
      name: 'nobody-imports-scripts',
      severity: 'error',
      comment:
        'Scripts are run, not imported, except by the tests: move what is needed into the room it is about.',
      from: { pathNot: '^(scripts|test|bench)/' },
      to: { path: '^scripts/' },
    },
    {
      name: 'scripts-run-what-is-built',
      severity: 'error',
      comment:
        'Scripts are plain JavaScript that runs before a build: run dist/ instead (see scripts/run.mjs).',
      from: { path: '^scripts/' },
      to: { path: '^(server|schema|client|bench)/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment:
        'Of two files that need each other, move what both need into a third. (Nouns in schema/ may refer to each other.)',
      from: { pathNot: SCHEMA },
      to: { circular: true },
    },
    {
      name: 'only-declared-packages',
      severity: 'error',
      comment: 'Name the package in package.json: under "dependencies" when the server needs it to run.',
      from: { path: '^(server|schema)/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'npm-optional'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'everything-is-found',
      severity: 'error',
      comment: 'There is no such file or package: correct the path, or name the package in package.json.',
      from: {},
      // A package of types only: there is no file in it that a program could find.
      to: { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Tells imports of types, which are gone at run time, from the others.
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
