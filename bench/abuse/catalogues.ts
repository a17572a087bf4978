import { CATALOGUE_LIMITS as LIMITS } from '../../server/catalogue/catalogue-limits';
import { addDays, day, MARKET_CLASSES } from '../../server/rules';

export interface AbusiveDocument {
  readonly name: string;
  readonly document: () => object;
}

/** Documents of the maximum size. Each is the slowest known document for some query. */
export function worstDocuments(): readonly AbusiveDocument[] {
  return [
    { name: 'all lists full', document: allListsFull },
    { name: 'one credential in every need', document: oneCredentialEverywhere },
    { name: 'paths for 200 people in 40 kinds of slots', document: crowdedPaths },
    { name: 'paths of 20 groups that want the same people', document: scarcePeople },
    { name: 'paths of 20 requirements that want the same people', document: manyRequirements },
    { name: 'paths of 512 combinations', document: combinedAlternatives },
    { name: 'paths of 20 alternatives', document: wideAlternatives },
    { name: 'needs of 256 ways that share credentials', document: sharingNeeds },
    { name: 'needs within needs', document: deepNeeds },
    { name: 'windows of ten years', document: longWindows },
    { name: 'paths that begin and end on days of their own', document: turningPaths },
  ];
}

/** Documents beyond a limit. Before the limits existed, each of them blocked a process for seconds. */
export function refusedDocuments(): readonly AbusiveDocument[] {
  return [
    { name: 'three nested alternatives of 300 metrics', document: nestedAlternatives },
    { name: '2,000 competencies', document: () => documentOf(2_000, 1, () => [people(1, any(0, 3))]) },
    {
      name: '5,000 windows',
      document: () =>
        documentOf(50, 10, (path) => range(10, (i) => metric(`metric-${i}`, 1 + ((path * 10 + i) % 1_200)))),
    },
  ];
}

export function abusiveTexts(
  length: number = LIMITS.document,
): readonly { readonly name: string; text: () => string }[] {
  const repeated = (unit: string, open = '[', close = ']') => {
    const times = Math.floor((length - open.length - close.length) / (unit.length + 1));
    return `${open}${Array.from({ length: times }, () => unit).join(',')}${close}`;
  };
  const filled = (text: string) => text.padEnd(length / 2, 'x');
  const spoiled = (spoil: (document: ReturnType<typeof documentOf>) => object) => () =>
    JSON.stringify(spoil(documentOf(1, 1, () => [people(1, any(0, 3))])));
  return [
    { name: 'one text', text: () => JSON.stringify(filled('')) },
    { name: 'one text of backslashes', text: () => `["${'\\'.repeat(length - 4)}"]` },
    { name: 'spaces', text: () => `{${' '.repeat(length - 2)}}` },
    { name: 'one number', text: () => `[${'1'.repeat(length - 2)}]` },
    { name: 'numbers', text: () => repeated('0') },
    { name: 'empty objects', text: () => repeated('{}') },
    { name: 'one repeated key', text: () => repeated('"a":0', '{', '}') },
    {
      name: 'different keys',
      text: () => `{${range(Math.floor(length / 13), (i) => `"key${i}":0`).join(',')}}`,
    },
    { name: 'lists within lists', text: () => `${'['.repeat(500_000)}${']'.repeat(500_000)}` },
    {
      name: 'repeated keys below a long key',
      text: () => `{"a":{"${filled('')}":${`{${range(5_000, () => '"b":0').join(',')}}`}},"a":0}`,
    },
    {
      name: 'empty credentials',
      text: spoiled((document) => ({ ...document, credentials: range(LIMITS.credentials, () => ({})) })),
    },
    {
      name: 'needs that are numbers',
      text: spoiled((document) => ({
        ...document,
        competencies: [competency(0, [path(0, [people(1, { any: range(20_000, () => 0) })])])],
      })),
    },
    {
      name: 'needs of unknown credentials',
      text: spoiled((document) => ({
        ...document,
        competencies: [competency(0, [path(0, [people(1, { any: range(20_000, (i) => `unknown-${i}`) })])])],
      })),
    },
    {
      name: 'a name in unknown languages',
      text: spoiled((document) => ({
        ...document,
        centers: [
          { key: 'center-0', name: Object.fromEntries(range(20_000, (i) => [`language-${i}`, 'Center'])) },
        ],
      })),
    },
    {
      name: 'one repeated credential',
      text: spoiled((document) => ({
        ...document,
        credentials: range(LIMITS.credentials, () => credential(0)),
      })),
    },
    {
      name: 'notes',
      text: spoiled((document) => ({
        ...document,
        credentials: range(Math.floor(length / 2_097), (i) => ({
          ...credential(i),
          note: 'n'.repeat(LIMITS.note),
        })),
      })),
    },
  ];
}

const DAY = day('2026-06-01');

const PATHS_EACH = LIMITS.paths / LIMITS.competencies;
const SLOTS_EACH = LIMITS.slots / LIMITS.paths;

function allListsFull(): object {
  const document = documentOf(
    LIMITS.competencies,
    PATHS_EACH,
    (i) => [people(SLOTS_EACH, any(i * 7, LIMITS.parts / LIMITS.paths - 1, LIMITS.credentials))],
    LIMITS.credentials,
  );
  const name = 'n'.repeat(LIMITS.text);
  return {
    ...document,
    centers: range(LIMITS.centers, (i) => ({ key: `center-${i}`, name })),
    credentials: document.credentials.map((one) => ({ ...one, title: name })),
    competencies: document.competencies.map((one) => ({ ...one, name })),
    benefits: range(LIMITS.benefits, (i) => ({
      key: `benefit-${i % 100}`,
      name,
      scope: { level: i % 2 === 0 ? 'SILVER' : 'GOLD', competency: `competency-${Math.floor(i / 10)}` },
      quantity: 1 + (i % 10),
    })),
  };
}

function oneCredentialEverywhere(): object {
  return documentOf(LIMITS.competencies, PATHS_EACH, (i) => [
    people(SLOTS_EACH / 2, { all: [code(0), code(1 + (i % 50))] }, SLOTS_EACH / 4, code(1 + ((i + 7) % 50))),
    people(SLOTS_EACH / 2, { all: [code(0), code(1 + ((i + 3) % 50))] }),
  ]);
}

function crowdedPaths(): object {
  const groups = LIMITS.groupsOfPath;
  const slots = LIMITS.slotsOfPath / groups;
  return documentOf(LIMITS.slots / LIMITS.slotsOfPath, 1, (path) => [
    {
      people: range(groups, (i) => group(slots, any(path * 3 + i, 3), slots / 2, code(path + i + 30))),
    },
  ]);
}

function scarcePeople(): object {
  return documentOf(LIMITS.groups / LIMITS.groupsOfPath, 1, (path) => [
    { people: range(LIMITS.groupsOfPath, (i) => group(2, any(path * 3 + i, 4))) },
  ]);
}

function manyRequirements(): object {
  return documentOf(LIMITS.groups / LIMITS.groupsOfPath, 1, (path) =>
    range(LIMITS.groupsOfPath, (i) => people(2, any(path * 3 + i, 4))),
  );
}

function combinedAlternatives(): object {
  return documentOf(Math.floor(LIMITS.ways / 512), 1, (path) =>
    range(9, (i) => ({ any: [0, 1].map((j) => people(2, any(path * 3 + i * 2 + j, 3))) })),
  );
}

function wideAlternatives(): object {
  return documentOf(LIMITS.groups / LIMITS.groupsOfPath, 1, (path) => [
    { any: range(LIMITS.groupsOfPath, (i) => people(2, any(path * 3 + i, 4))) },
  ]);
}

function sharingNeeds(): object {
  const pairs = (from: number, step: number) => ({
    any: range(16, (i) => ({ all: [code(from + i), code(((i * step + 1) % 30) + from)] })),
  });
  return documentOf(Math.floor(LIMITS.parts / 99), 1, (path) => [
    people(4, { all: [pairs(path % 7, 7), pairs((path % 5) + 3, 11)] }),
  ]);
}

function deepNeeds(): object {
  const nested = (path: number) =>
    range(18, (i) => i).reduce<unknown>(
      (inner, i) => (i % 2 === 0 ? { any: [inner, code(path + i)] } : { all: [inner, code(path + i)] }),
      code(path),
    );
  return documentOf(LIMITS.competencies, 1, (path) => [people(10, nested(path)), people(5, any(path, 3))]);
}

function longWindows(): object {
  return documentOf(LIMITS.competencies, PATHS_EACH, (path) =>
    range(LIMITS.requirements / LIMITS.paths, (i) =>
      metric(`metric-${(path * 4 + i) % LIMITS.windows}`, LIMITS.monthsOfWindow),
    ),
  );
}

/** Each path begins and ends on its own days, so nearly every day of two years is a turning day. */
function turningPaths(): object {
  const document = documentOf(LIMITS.competencies, PATHS_EACH, (i) => [people(SLOTS_EACH, any(i, 9))]);
  return {
    ...document,
    competencies: document.competencies.map(({ paths, ...one }, i) => ({
      ...one,
      paths: paths.map((path, j) => ({
        ...path,
        effectiveFrom: addDays(DAY, (i * PATHS_EACH + j) % 365),
        effectiveUntil: addDays(DAY, 366 + ((i * PATHS_EACH + j) % 365)),
      })),
    })),
  };
}

function nestedAlternatives(): object {
  const document = documentOf(1, 1, () => [people(1, any(0, 3))]);
  const metrics = range(300, (i) => ({ key: `metric-${i}`, unit: 'USD' }));
  const alternatives = { any: metrics.map(({ key }) => metric(key, 12)) };
  const requires = [{ all: [alternatives, { all: [alternatives, { all: [alternatives] }] }] }];
  return { ...document, metrics, competencies: [competency(0, [path(0, requires)])] };
}

/** `requires` receives the number of each path within the document. */
function documentOf(
  competencies: number,
  pathsEach: number,
  requires: (path: number) => readonly unknown[],
  credentials = CODES,
) {
  return {
    centers: [{ key: 'center-0', name: 'Center' }],
    metrics: range(LIMITS.metrics, (i) => ({ key: `metric-${i}`, unit: 'USD' })),
    credentials: range(credentials, credential),
    competencies: range(competencies, (i) =>
      competency(
        i,
        range(pathsEach, (j) => path(j, requires(i * pathsEach + j))),
      ),
    ),
    offers: [{ key: 'gold', level: 'GOLD', price: { amount: 1, currency: 'USD' } }],
    benefits: [],
    policy: {
      timeZone: 'UTC',
      termMonths: 12,
      renewalOpensDaysBefore: 90,
      renewalClosesDaysAfter: 30,
      overrideMonths: 12,
      upgradeDiscountPercent: 25,
      refundDays: 30,
      associationsPerYear: 3,
      daysBetweenAssociations: 30,
      reminderDays: [30],
    },
  };
}

function competency<Path>(number: number, paths: readonly Path[]) {
  return { key: `competency-${number}`, name: `Competency ${number}`, center: 'center-0', paths };
}

function path(number: number, requires: readonly unknown[]) {
  return {
    key: `path-${number}`,
    name: `Path ${number}`,
    level: number % 2 === 0 ? 'GOLD' : 'SILVER',
    requires,
  };
}

function people(count: number, each: unknown, some?: number, ofThose?: unknown) {
  return { people: [group(count, each, some, ofThose)] };
}

function group(count: number, each: unknown, some?: number, ofThose?: unknown) {
  return { count, each, ...(some === undefined ? {} : { ofThose: { count: some, each: ofThose } }) };
}

function metric(key: string, months: number) {
  const atLeast = Object.fromEntries(MARKET_CLASSES.map((market) => [market, 1_000_000]));
  return { metric: key, months, atLeast };
}

/** So few credentials that many paths ask for each of them. */
const CODES = 60;

function any(from: number, many: number, codes = CODES) {
  return { any: range(many, (i) => code(from + i, codes)) };
}

function code(number: number, codes = CODES): string {
  return `credential-${number % codes}`;
}

function credential(number: number) {
  return { code: `credential-${number}`, kind: 'EXAM', title: `Credential ${number}`, validityMonths: 24 };
}

function range<T>(length: number, make: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => make(index));
}
