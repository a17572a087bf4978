import { addDays } from '../../server/rules';
import { abusiveTexts, refusedDocuments, worstDocuments } from './catalogues';
import { TODAY, type Attacked } from './data';

/** The kinds of callers; an anonymous attacker has an address of its own. */
export type Attacker = 'anonymous' | 'admin' | 'agent' | 'programme-admin';

/** One request: a body as JSON, or as it is written. */
export interface Sent {
  readonly body: string;
  /** Sent in pieces, without its length. */
  readonly isChunked?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Attack {
  readonly name: string;
  readonly by: Attacker;
  /** The request with this number. */
  readonly request: (number: number) => Sent;
}

const MAX_ALIASES = 15;
const MEGABYTE = 1_000_000;

const json = (query: string, variables?: object): Sent => ({ body: JSON.stringify({ query, variables }) });

const aliases = (field: (i: number) => string, count = MAX_ALIASES): string =>
  Array.from({ length: count }, (_, i) => `a${i}: ${field(i)}`).join('\n');

/** Another day for each alias and request, so that no answer is one that was given before. */
const dayOf = (i: number, number = 0) => addDays(TODAY, -(i + MAX_ALIASES * (number % 20)));

const list = <T>(length: number, item: (i: number) => T): readonly T[] =>
  Array.from({ length }, (_, i) => item(i));

/** Every field that takes a list, a day, a text or a number, and everything before a field is reached. */
export function attacksOn(attacked: Attacked): readonly Attack[] {
  return [
    ...beforeExecution(),
    ...byProgrammeAdmins(),
    ...byAnyone(attacked),
    ...byAdmins(attacked),
    ...byTheVendor(attacked),
  ];
}

function beforeExecution(): readonly Attack[] {
  const nodes = 'query ($i: [ID!]!) { nodes(ids: $i) { id } }';
  const anonymous = (name: string, request: Attack['request']): Attack => ({
    name,
    by: 'anonymous',
    request,
  });
  const whatIf =
    'query ($c: [SuppositionInput!]!) { organization(key: "none") { whatIf(changes: $c) { differences { inWords } } } }';
  return [
    anonymous('nodes with 130,000 wrong items', () => json(nodes, { i: list(130_000, () => ({})) })),
    anonymous('nodes with 130,000 texts', () => json(nodes, { i: list(130_000, (i) => `x${i}`) })),
    anonymous('whatIf with 20,000 wrong changes', () => json(whatIf, { c: list(20_000, () => ({ a: 1 })) })),
    anonymous('one change with 20,000 unknown fields', () =>
      json(whatIf, { c: [Object.fromEntries(list(20_000, (i) => [`field${i}`, i]))] }),
    ),
    anonymous('60 wrong items that each print 15 kB', () =>
      json(whatIf, { c: list(60, () => ({ personLeaves: '"'.repeat(15_000) })) }),
    ),
    anonymous('lists in lists, 400,000 deep', () => ({
      body: `{"query":${JSON.stringify(nodes)},"variables":{"i":${'['.repeat(400_000)}${']'.repeat(400_000)}}}`,
    })),
    anonymous('a megabyte that is not JSON, in pieces', () => ({
      body: `{"query":"${'x'.repeat(MEGABYTE - 20)}`,
      isChunked: true,
    })),
    anonymous('a megabyte of JSON, in pieces', () => ({
      body: JSON.stringify({ query: '{ __typename }', extensions: { x: list(90_000, (i) => i) } }),
      isChunked: true,
    })),
    anonymous('a body larger than allowed', () => ({ body: 'x'.repeat(3 * MEGABYTE), isChunked: true })),
    anonymous('a document that is one comment', () => json(`{ __typename } #${'x'.repeat(MEGABYTE - 100)}`)),
    anonymous('a document that is one text', () =>
      json(`{ node(id: "${'x'.repeat(MEGABYTE - 100)}") { id } }`),
    ),
    anonymous('a document that is one block string', () =>
      json(`{ node(id: """${'\n x'.repeat(300_000)}""") { id } }`),
    ),
    anonymous('5,000 tokens of the same field', (n) =>
      json(`{ ${list(1200, () => `competency(key: "k${n}") { key }`).join(' ')} }`.slice(0, MEGABYTE)),
    ),
    anonymous('fragments that overlap', (n) =>
      json(
        `{ ${list(60, (i) => `...f${i}`).join(' ')} } ${list(
          60,
          (i) =>
            `fragment f${i} on Query { competencies { key name paths { key name } } x${n}: __typename ...g }`,
        ).join(' ')} fragment g on Query { competencies { key paths { level key } } }`,
      ),
    ),
    anonymous('1,200 variables that nothing uses', () =>
      json(`query (${list(1200, (i) => `$v${i}: Int`).join(' ')}) { __typename }`),
    ),
    anonymous('unknown fields with near misses', () =>
      json(`{ ${list(1600, (i) => `organizatio${i % 90}`).join(' ')} }`),
    ),
    anonymous('introspection', () =>
      json(
        `{ __schema { types { name description fields(includeDeprecated: true) { name description args { name description type { kind name ofType { kind name } } } type { kind name ofType { kind name ofType { kind name } } } } } } }`,
      ),
    ),
    anonymous('tokens that nobody has signed', (n) => ({
      ...json('{ __typename }'),
      headers: {
        authorization: `Bearer ${[{ alg: 'ES256', kid: 'bench' }, { iss: 'https://identity.bench.example', aud: 'laurel', sub: `x${n}`, exp: 4e9 }, 'x'.repeat(64)].map((part) => Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')).join('.')}`,
      },
    })),
    anonymous('API keys that nobody has made', (n) => ({
      ...json('{ __typename }'),
      headers: { authorization: `Bearer lrl_${String(n).padStart(38, '0')}` },
    })),
  ];
}

function byAnyone({ organization, wordy }: Attacked): readonly Attack[] {
  const anonymous = (name: string, request: Attack['request']): Attack => ({
    name,
    by: 'anonymous',
    request,
  });
  return [
    anonymous('the public profile of a large member', () =>
      json(
        `{ organization(id: "${organization}") { marketingProfile { displayedCompetencies { since } } } }`,
      ),
    ),
    anonymous('the public profile of a large member on 15 days', (n) =>
      json(
        `{ organization(id: "${organization}") { ${aliases((i) => `displayedCompetencies(on: "${dayOf(i, n)}") { since }`)} } }`,
      ),
    ),
    anonymous('all rules of the catalogue in words, three times', () =>
      json(
        `{ ${aliases(() => 'competencies { paths { requirements { ... on PeopleRequirement { inWords } ... on MetricRequirement { inWords } ... on AllRequirement { inWords } ... on AnyRequirement { inWords } } } }', 3)} }`,
      ),
    ),
    anonymous('nodes with 100 times one id and 16 times its description', () =>
      json(
        `{ nodes(ids: ${JSON.stringify(list(100, () => wordy[0]))}) { ... on Organization { description ${aliases(() => 'description')} } } }`,
      ),
    ),
    anonymous('100 nodes with 16 times their descriptions', () =>
      json(
        `{ nodes(ids: ${JSON.stringify(wordy)}) { ... on Organization { description ${aliases(() => 'description')} } } }`,
      ),
    ),
    anonymous('100 profiles with 12 times their descriptions', () =>
      json(
        `{ nodes(ids: ${JSON.stringify(wordy)}) { ... on Organization { marketingProfile { ${aliases(() => 'description', 12)} } } } }`,
      ),
    ),
    anonymous('a cursor of a megabyte', () =>
      json(
        'query ($after: String) { competencies { key } nodes(ids: []) { id } organization(key: $after) { id } }',
        {
          after: 'x'.repeat(MEGABYTE - 200),
        },
      ),
    ),
  ];
}

function byAdmins({ organization, employees, achievements, credentials }: Attacked): readonly Attack[] {
  const admin = (name: string, fields: (number: number) => string, variables?: object): Attack => ({
    name,
    by: 'admin',
    request: (number) =>
      json(
        `query ${variables === undefined ? '' : '($c: [SuppositionInput!]!)'} { organization(id: "${organization}") { ${fields(number)} } }`,
        variables,
      ),
  });
  const eachDay = (name: string, field: (on: string) => string): Attack =>
    admin(`${name} on 15 days`, (n) => aliases((i) => field(`on: "${dayOf(i, n)}"`)));
  const joiners = list(100, () => ({ personJoins: { credentials } }));
  const earners = list(100, (i) => ({
    credentialEarned: { employeeId: employees[i], credential: credentials[i % credentials.length] },
  }));
  const leavers = list(100, (i) => ({ personLeaves: { employeeId: employees[i + 10] } }));
  const whatIf = (on: string) =>
    `whatIf(changes: $c, ${on}) { before { renewalAtRisk } after { renewalAtRisk competencies { nextChangeOn } } differences { inWords } }`;
  const progress =
    'paths { holds requirements { ... on PeopleProgress { have slots { filledBy { employee { name } } } spare(first: 100) { nodes { joiner } } } } }';
  return [
    eachDay(
      'status',
      (on) => `status(${on}) { eligibleLevels renewalAtRisk willBeEligible displayedCompetencies { since } }`,
    ),
    eachDay(
      'competencies with their next change',
      (on) => `competencies(${on}) { attainedLevel nextChangeOn }`,
    ),
    eachDay('one competency explained', (on) => `competency(key: "devops", ${on}) { ${progress} }`),
    eachDay('all competencies explained', (on) => `competencies(${on}) { paths { holds } }`),
    eachDay(
      'uncounted',
      (on) => `competency(key: "devops", ${on}) { uncounted(first: 100) { nodes { reasons { kind } } } }`,
    ),
    admin(
      'all of the explanation of a day',
      (n) =>
        `competencies(on: "${dayOf(0, n)}") { ${progress} uncounted(first: 5) { totalCount nodes { reasons { kind } } } }`,
    ),
    eachDay('plans to Gold', (on) => `plan(level: GOLD, ${on}) { credentials }`),
    admin('plans to Gold in 15 competencies', (n) =>
      aliases(
        (i) =>
          `plan(level: GOLD, competency: "devops", on: "${dayOf(i, n)}") { steps { employee { name } } }`,
      ),
    ),
    eachDay('forecasts', (on) => `forecast(${on}) { on }`),
    eachDay('critical people', (on) => `criticalPeople(${on}) { employee { name } }`),
    eachDay(
      'the risk of the renewal',
      (on) => `renewalRisk(${on}) { inWords competencies { causes { __typename } repairs { __typename } } }`,
    ),
    eachDay(
      'quotes',
      (on) =>
        `membershipQuote(offer: "gold-membership", ${on}) { inWords profileAfter { changes { inWords } } }`,
    ),
    eachDay('benefits', (on) => `benefits(${on}) { remaining }`),
    ...(
      [
        ['100 joiners with 50 credentials', joiners],
        ['100 credentials that are earned', earners],
        ['100 people who leave', leavers],
      ] as const
    ).map(([name, changes]) =>
      admin(`what if: ${name}, on 15 days`, (n) => aliases((i) => whatIf(`on: "${dayOf(i, n)}"`)), {
        c: changes,
      }),
    ),
    {
      name: 'what 100 achievements count for, on 15 days',
      by: 'admin',
      request: (n) =>
        json(
          `{ nodes(ids: ${JSON.stringify(achievements)}) { ... on Achievement { ${aliases((i) => `countsFor(on: "${dayOf(i, n)}") { holds }`)} } } }`,
        ),
    },
    admin(
      'people, and what each has earned',
      (n) =>
        `employees(first: 100, on: "${dayOf(0, n)}") { nodes { name achievements(first: 50) { nodes { earnedOn credential { title } } } } }`,
    ),
    admin('the 2,000 people once for each of 15 days', (n) =>
      aliases((i) => `employees(first: 100, on: "${dayOf(i, n)}") { totalCount nodes { name } }`),
    ),
  ];
}

/** Documents of the catalogue, as text of at most what fits into a body. */
function byProgrammeAdmins(): readonly Attack[] {
  const documents = [
    ...worstDocuments().map(({ name, document }) => ({ name, text: () => JSON.stringify(document()) })),
    ...refusedDocuments().map(({ name, document }) => ({ name, text: () => JSON.stringify(document()) })),
    ...abusiveTexts(),
  ];
  const queries = {
    checked: 'query ($document: String!) { checkCatalogue(document: $document) { place message } }',
    previewed: `query ($document: String!) { previewCatalogue(document: $document, appliesFrom: "${addDays(TODAY, 40)}") { gainingCount losingCount } }`,
  };
  return documents.flatMap(({ name, text }) => {
    let document: string | undefined;
    return Object.entries(queries).map(([how, query]): Attack => ({
      name: `a catalogue ${how}: ${name}`,
      by: 'programme-admin',
      request: () => json(query, { document: (document ??= text()) }),
    }));
  });
}

function byTheVendor({ organization, employees, credentials, wordy }: Attacked): readonly Attack[] {
  const agent = (name: string, request: Attack['request']): Attack => ({ name, by: 'agent', request });
  const organizations = JSON.stringify([organization, ...wordy.slice(1)]);
  return [
    agent('a search for each of 15 days', (n) =>
      json(
        `{ ${aliases((i) => `organizations(first: 100, on: "${dayOf(i, n)}", filter: { attained: { competency: "devops", atLeast: SILVER } }) { totalCount nodes { name } }`)} }`,
      ),
    ),
    agent('the status of 100 organizations on 15 days', (n) =>
      json(
        `{ nodes(ids: ${organizations}) { ... on Organization { ${aliases((i) => `eligibleLevels(on: "${dayOf(i, n)}")`)} } } }`,
      ),
    ),
    agent('achievements that are recorded', (n) =>
      json(
        `mutation { ${aliases(
          (i) =>
            `recordAchievement(input: { employeeId: "${employees[(n * MAX_ALIASES + i) % employees.length]}", credential: "${credentials[n % credentials.length]}", earnedOn: "${TODAY}", source: "abuse", externalId: "${n}-${i}" }) { refusals { code } }`,
        )} }`,
      ),
    ),
    agent('overrides that are placed', (n) =>
      json(
        `mutation { ${aliases(
          (i) =>
            `placeOverride(input: { organizationId: "${organization}", competency: "devops", effect: GRANT, level: GOLD, from: "${addDays(TODAY, n * MAX_ALIASES + i)}", until: "${addDays(TODAY, n * MAX_ALIASES + i + 1)}", reason: "abuse" }) { refusals { code } }`,
        )} }`,
      ),
    ),
    agent('imports of 500 rows', (n) =>
      json(
        'mutation ($input: ImportAchievementsInput!) { importAchievements(input: $input) { counts { created } refusals { code } } }',
        {
          input: {
            source: 'abuse',
            rows: list(500, (i) => ({
              employeeId: employees[i % employees.length],
              credential: credentials[i % credentials.length],
              earnedOn: TODAY,
              externalId: `${n}-${i}`,
            })),
          },
        },
      ),
    ),
    agent('the audit log', () =>
      json(
        `{ organization(id: "${organization}") { auditEntries(first: 100) { totalCount nodes { actor command oldValue newValue } } } }`,
      ),
    ),
  ];
}
