// Defines which room may import which other rooms. Imports run one way:
//   main → server → http → execution → limits → request → projection, catalogue → db, rules
//   resolvers → presenters, commands, checks, search → request;  commands → checks, locks
// The comment of each rule says what to do instead. test/architecture/import-boundaries.test.ts plants one violation per rule.

const ENTRIES = '^server/(main|migrate|demo-reset|import|refill|verify)[.]ts$';
const CONFIG = '^server/config[.]ts$';
/** The other files directly in server/. */
const SERVER = '^server/(?!(main|migrate|demo-reset|import|refill|verify|config)[.]ts$)[^/]+[.]ts$';
/** Refuses an older Node. Every entry imports it first. */
const REQUIRE_NODE = '^server/require-node[.]ts$';
const SCHEMA = '^schema/';
/**
 * In the contract, a competency names its center, benefits and paths, a path leads to credentials, and each of them
 * names its competencies. The classes name each other through functions, so the order in which they load does not
 * matter.
 */
const MUTUAL_NOUNS = '^schema/catalogue/(catalogue|center|competency-rules)[.]ts$';
const RULES_DOOR = '^server/rules/index[.]ts$';
const VOCABULARY_DOOR = '^server/rules/vocabulary/index[.]ts$';
const room = (name) => `^server/${name}/`;
const ROOMS = [
  'http',
  'execution',
  'limits',
  'auth',
  'resolvers',
  'presenters',
  'commands',
  'checks',
  'locks',
  'request',
  'search',
  'rules',
  'projection',
  'catalogue',
  'cases',
  'import',
  'demo',
  'db',
  'messages',
];
/** The folders of server/rules, each of which may import those before it. */
const QUESTIONS = [
  'vocabulary',
  'comparison',
  'evaluation',
  'time',
  'explanation',
  'planning',
  'membership',
  'orders',
];
/** Errors that a program prints without a stack trace. Every room may throw one. */
const PLAIN_ERROR = '^server/messages/plain-error[.]ts$';
/** Suggests the known word that a mistyped one resembles. It imports nothing. */
const NEAR_MATCH = '^server/checks/near-match[.]ts$';
/** Reads the catalogue versions for every program that derives statuses. */
const KNOWN_VERSIONS = '^server/catalogue/known-versions[.]ts$';
/** Makes sentences, in the language of a request. */
const WORDS = '^server/messages/(words|say|language|progress-line|en)[.]ts$';
/** The rooms that pass sentences on. The others make them. */
const PASS_SENTENCES_ON = [
  'commands',
  'checks',
  'locks',
  'search',
  'request',
  'limits',
  'execution',
  'auth',
  'catalogue',
];
const INSTANT = '^server/db/instant[.]ts$';

/** The imports of a room besides its own files. From `types` it may import types only. */
const ARROWS = [
  {
    name: 'main-starts',
    from: ENTRIES,
    may: [
      CONFIG,
      room('db'),
      room('import'),
      room('projection'),
      KNOWN_VERSIONS,
      '^schema/global-id[.]ts$',
      room('messages'),
      SERVER,
    ],
    comment:
      'An entry wires config, database and server, and does nothing else: move other code into the room that it belongs to.',
  },
  {
    name: 'config-knows-no-room',
    from: CONFIG,
    may: [RULES_DOOR, PLAIN_ERROR, NEAR_MATCH],
    comment:
      'Configuration is read before anything else exists: let the room take its settings as arguments.',
  },
  {
    name: 'server-composes',
    from: SERVER,
    may: [
      room('http'),
      room('execution'),
      room('limits'),
      room('resolvers'),
      room('commands'),
      room('request'),
      room('projection'),
      room('auth'),
      room('messages'),
      room('catalogue'),
      room('demo'),
      room('db'),
      SCHEMA,
    ],
    types: [CONFIG, RULES_DOOR],
    comment:
      'The files directly in server/ compose the rooms and decide nothing: move computations into the room that they belong to.',
  },
  {
    name: 'http-serves',
    from: room('http'),
    may: [SCHEMA, room('execution'), room('limits'), room('request'), room('auth'), room('messages')],
    types: [CONFIG, RULES_DOOR],
    comment:
      'HTTP knows requests, pages and logs, and nothing of the programme: take the open database or the answer as an argument.',
  },
  {
    name: 'execution-executes',
    from: room('execution'),
    may: [room('limits'), room('request'), room('messages')],
    types: [RULES_DOOR],
    comment:
      'Execution plans and runs operations, without HTTP: let server/http/ call it, and pass a function where it needs more.',
  },
  {
    name: 'limits-count-and-refuse',
    from: room('limits'),
    may: [room('request'), room('messages')],
    types: [CONFIG, room('auth')],
    comment:
      'A limit measures and refuses, without executing or answering: take the measured value as an argument.',
  },
  {
    name: 'resolvers-load-ask-return',
    from: room('resolvers'),
    may: [
      SCHEMA,
      room('presenters'),
      room('commands'),
      room('checks'),
      room('search'),
      room('request'),
      RULES_DOOR,
      room('messages'),
      room('auth'),
    ],
    types: [room('db')],
    comment:
      'A resolver loads, asks and returns: read through a loader in server/request/, write through a verb in server/commands/, and take no lock.',
  },
  {
    name: 'presenters-shape-answers',
    from: room('presenters'),
    may: [SCHEMA, room('request'), room('search'), RULES_DOOR, room('messages'), INSTANT],
    types: [room('db'), room('checks'), room('catalogue')],
    comment:
      'A presenter turns stored or derived data into the source of a resolver: let the resolver load it, and pass it in.',
  },
  {
    name: 'commands-write',
    from: room('commands'),
    may: [
      SCHEMA,
      room('checks'),
      room('locks'),
      room('db'),
      room('projection'),
      RULES_DOOR,
      room('catalogue'),
      room('messages'),
      room('auth'),
    ],
    comment:
      'A command knows the input of its mutation, and neither resolvers nor requests: take other data as arguments, return ids, and let the resolver load and present the answer.',
  },
  {
    name: 'checks-take-no-lock',
    from: room('checks'),
    may: [SCHEMA, RULES_DOOR, room('catalogue'), room('messages'), room('auth')],
    types: [room('db')],
    comment:
      'Commands and queries share checks, so a check takes look-ups as arguments; commands pass look-ups that lock.',
  },
  {
    name: 'locks-hold-rows',
    from: room('locks'),
    may: [SCHEMA, room('checks'), room('db'), room('messages'), room('auth')],
    types: [RULES_DOOR],
    comment: 'A lock reads and holds the rows of a command: let the command decide and write.',
  },
  {
    name: 'search-reads-spans',
    from: room('search'),
    may: [room('request'), room('db'), room('projection'), RULES_DOOR, room('messages')],
    types: [SCHEMA, room('catalogue')],
    comment:
      'A search finds organizations by their stored spans: let the resolver read its arguments and present its rows.',
  },
  {
    name: 'request-loads',
    from: room('request'),
    may: [SCHEMA, room('db'), room('projection'), RULES_DOOR, room('messages'), room('auth')],
    types: [room('catalogue')],
    comment:
      'A request loads facts and pages: return plain facts, and let a presenter shape them or a command change them.',
  },
  {
    name: 'catalogue-speaks-the-vocabulary',
    from: room('catalogue'),
    may: [RULES_DOOR, room('messages')],
    types: [room('db')],
    comment:
      "The catalogue is read and checked in the rules' vocabulary: take a reader of the database as an argument.",
  },
  {
    name: 'db-knows-tables',
    from: room('db'),
    may: [PLAIN_ERROR],
    types: [RULES_DOOR],
    comment:
      'The database knows tables, and only the types of the rules: compute in server/rules/, and call it from a command or a loader.',
  },
  {
    name: 'projection-stores-derived-statuses',
    from: room('projection'),
    may: [room('db'), RULES_DOOR],
    comment:
      'The projection stores the statuses that the rules derive: commands and requests call it, and it knows neither.',
  },
  {
    name: 'demo-is-facts',
    from: room('demo'),
    may: [room('db'), RULES_DOOR],
    comment:
      'The demo programme writes facts: it needs tables, days and levels, and no command, request or catalogue document.',
  },
  {
    name: 'messages-are-sentences',
    from: room('messages'),
    may: [RULES_DOOR],
    types: [SCHEMA],
    comment:
      'A message is a sentence with placeholders: compute the values elsewhere, and pass them in. Only the words of the rules, such as the decimal places of a currency, come from server/rules.',
  },
  {
    name: 'auth-identifies-viewers',
    from: room('auth'),
    may: [SCHEMA, room('db'), room('messages')],
    types: [CONFIG, RULES_DOOR],
    comment:
      'Auth identifies viewers and decides what they may see: resolvers and requests call it, and pass in other data.',
  },
  {
    name: 'import-passes-rows-to-commands',
    from: room('import'),
    may: [
      SCHEMA,
      room('commands'),
      room('checks'),
      room('locks'),
      room('request'),
      KNOWN_VERSIONS,
      RULES_DOOR,
      room('messages'),
      room('db'),
    ],
    types: [CONFIG, room('auth')],
    comment:
      'An import reads files and passes their rows to the commands of the API: let the command judge a row, so that both judge alike.',
  },
  {
    name: 'cases-ask-the-rules',
    from: room('cases'),
    may: [RULES_DOOR, room('catalogue'), room('messages')],
    comment:
      'A case is facts and expected answers: it needs a catalogue and the rules, and no database or server.',
  },
  {
    name: 'schema-is-the-contract',
    from: SCHEMA,
    may: [VOCABULARY_DOOR],
    types: [WORDS],
    comment:
      'The contract has no logic: compute in a resolver. Only words such as levels, codes and days come from server/rules/vocabulary.',
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
      name: 'sentences-are-made-last',
      severity: 'error',
      comment:
        'Only those who answer make sentences (presenters, resolvers, HTTP, programs): pass on `sentence(key, values)`.',
      from: { path: PASS_SENTENCES_ON.map(room) },
      to: { path: WORDS, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'require-node-imports-nothing',
      severity: 'error',
      comment:
        'An older Node must be able to load this file, whatever it lacks: move other code into another file.',
      from: { path: REQUIRE_NODE },
      to: {},
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
      comment: 'Import from server/rules (its index.ts), and export what is missing from there.',
      // Tests and benchmarks of the rules may import their files. The schema has a door of its own.
      from: { pathNot: ['^(server|test/server|bench)/rules', SCHEMA] },
      to: { path: '^server/rules/', pathNot: RULES_DOOR },
    },
    ...QUESTIONS.slice(0, -1).map((question, i) => ({
      name: `rules-${question}-before-${QUESTIONS[i + 1]}`,
      severity: 'error',
      comment: `The folders of server/rules are in this order: ${QUESTIONS.join(', ')}. Move what both folders need into the earlier one.`,
      from: { path: `^server/rules/${question}/` },
      to: { path: QUESTIONS.slice(i + 1).map((later) => `^server/rules/${later}/`) },
    })),
    {
      name: 'rules-have-known-folders',
      severity: 'error',
      comment:
        'Move the file into the folder of the question that it answers (QUESTIONS in .dependency-cruiser.cjs).',
      from: { path: RULES_DOOR },
      to: { path: '^server/rules/', pathNot: QUESTIONS.map((question) => `^server/rules/${question}/`) },
    },
    {
      name: 'rooms-are-known',
      severity: 'error',
      comment: 'Add the arrows of a new folder in server/ to .dependency-cruiser.cjs first.',
      from: {},
      to: { path: '^server/[^/]+/', pathNot: ROOMS.map(room) },
    },
    {
      name: 'clients-know-the-contract-only',
      severity: 'error',
      comment:
        'A client knows schema.graphql and nothing else of the server: use the code that codegen writes into client/sdk/.',
      from: { path: '^client/' },
      to: { path: '^(server|schema)/' },
    },
    {
      name: 'clients-use-the-sdk',
      severity: 'error',
      comment:
        'Import from client/sdk, as every user of the package does, and export what is missing from there.',
      from: { path: '^client/(?!sdk/)([^/]+)/' },
      to: { path: '^client/', pathNot: '^client/(sdk|$1)/' },
    },
    {
      name: 'sdk-stands-alone',
      severity: 'error',
      comment:
        'The SDK is published without the examples and the dashboard: move shared code into client/sdk/.',
      from: { path: '^client/sdk/' },
      to: { path: '^client/', pathNot: '^client/sdk/' },
    },
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      comment:
        'Tests may import everything, and nothing imports tests: move shared code into the room that it belongs to.',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^test/' },
    },
    {
      name: 'nobody-imports-benchmarks',
      severity: 'error',
      comment:
        'A benchmark is run, not imported, except by its own tests: move shared code into the room that it belongs to.',
      from: { pathNot: '^(test/)?bench/' },
      to: { path: '^bench/' },
    },
    {
      name: 'nobody-imports-scripts',
      severity: 'error',
      comment:
        'Scripts are run, not imported, except by tests: move shared code into the room that it belongs to.',
      from: { pathNot: '^(scripts|test|bench)/' },
      to: { path: '^scripts/' },
    },
    {
      name: 'scripts-run-built-code',
      severity: 'error',
      comment:
        'Scripts are plain JavaScript and run before a build: run dist/ instead, as scripts/run.mjs does.',
      from: { path: '^scripts/' },
      to: { path: '^(server|schema|client|bench)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Two files that import each other need a third file for the shared code. Type imports count, too.',
      from: { pathNot: MUTUAL_NOUNS },
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
      name: 'imports-resolve',
      severity: 'error',
      comment: 'There is no such file or package: correct the path, or name the package in package.json.',
      from: {},
      // The package contains only types.
      to: { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Distinguishes type imports, which are erased at run time.
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
