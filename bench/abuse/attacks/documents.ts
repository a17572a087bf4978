import { buildOnce, attack, jsonRequest, list, MEGABYTE, type Attack } from '../attack';

const TOO_MANY_ERRORS = '400 GRAPHQL_VALIDATION_FAILED TOO_MANY_ERRORS';

/** Long, wide, deep or invalid documents, which cost work before any field is resolved. */
export function documents(): readonly Attack[] {
  const anonymous = (name: string, expects: string, document: (number: number) => string): Attack =>
    attack('anonymous', name, expects, (n) => jsonRequest(document(n)));
  const fixed = (name: string, expects: Attack['expects'] | string, document: () => string): Attack =>
    attack(
      'anonymous',
      name,
      expects,
      buildOnce(() => jsonRequest(document())),
    );
  return [
    fixed('a document that is one comment', '200', () => `{ __typename } #${'x'.repeat(MEGABYTE - 100)}`),
    fixed(
      'a document that is one text',
      '200 null',
      () => `{ node(id: "${'x'.repeat(MEGABYTE - 100)}") { id } }`,
    ),
    fixed(
      'a document that is one block string',
      '200 null',
      () => `{ node(id: """${'\n x'.repeat(250_000)}""") { id } }`,
    ),
    fixed('a document of 300,000 tokens', '400 TOO_MANY_TOKENS', () => `{ ${'a '.repeat(300_000)} }`),
    // Which limit applies first depends on the remaining stack space.
    fixed(
      'selections within selections',
      ['400 TOO_DEEP', '400 TOO_MANY_TOKENS'],
      () => '{ a '.repeat(2_400) + '}'.repeat(2_400),
    ),
    fixed('lists within lists as an argument', '400 TOO_DEEP', () => `{ nodes(ids: ${'['.repeat(4_900)}`),
    anonymous(
      '450 fields and an unknown fragment',
      '400 TOO_EXPENSIVE',
      (n) => `{ ${list(450, () => `competency(key: "k${n}") { key }`).join(' ')} ...unknown${n} }`,
    ),
    anonymous(
      'one field 450 times',
      '400 TOO_EXPENSIVE',
      (n) => `{ ${list(450, () => `competency(key: "k${n}") { key }`).join(' ')} }`,
    ),
    anonymous(
      'one field under 300 aliases',
      '400 TOO_MANY_ALIASES',
      (n) => `{ ${list(300, (i) => `a${i}: competency(key: "k${n}") { key }`).join(' ')} }`,
    ),
    anonymous('60 fragments that overlap', '200', (n) => overlapping(60, n)),
    anonymous('10 fragments that overlap', '200', (n) => overlapping(10, n)),
    anonymous('fragments of 2 to the power of 30 fields', '400 TOO_EXPENSIVE', (n) => doubling(30, n)),
    anonymous('fragments of 2 to the power of 7 fields', '200', (n) => doubling(7, n)),
    anonymous('99 fragments in a cycle', '400 GRAPHQL_VALIDATION_FAILED', (n) => cycle(99, n)),
    anonymous('300 fragments in a cycle', '400 TOO_EXPENSIVE', (n) => cycle(300, n)),
    anonymous(
      '99 unused fragments',
      TOO_MANY_ERRORS,
      (n) => `{ __typename } ${list(99, (i) => `fragment f${i} on Query { x${n}: __typename }`).join(' ')}`,
    ),
    anonymous(
      '1,200 unused variables',
      TOO_MANY_ERRORS,
      (n) => `query (${list(1200, (i) => `$v${n}_${i}: Int`).join(' ')}) { __typename }`,
    ),
    anonymous(
      '1,200 variables with one name',
      TOO_MANY_ERRORS,
      (n) => `query (${list(1200, () => `$v${n}: Int`).join(' ')}) { __typename }`,
    ),
    anonymous(
      '1,600 unknown fields with near misses',
      TOO_MANY_ERRORS,
      (n) => `{ ${list(1600, (i) => `organizatio${i % 90}`).join(' ')} x${n}: __typename }`,
    ),
    anonymous(
      '50 wrong arguments',
      TOO_MANY_ERRORS,
      (n) => `{ ${list(50, (i) => `policy(on${i}: "${n}") { termMonths }`).join(' ')} }`,
    ),
    anonymous(
      'an invalid day, 500 times',
      '400 TOO_EXPENSIVE',
      (n) => `{ ${list(500, () => `policy(on: "2026-02-${n}0") { termMonths }`).join(' ')} }`,
    ),
    anonymous(
      '700 directives',
      TOO_MANY_ERRORS,
      (n) => `{ x${n}: __typename ${'@include(if: true) '.repeat(700)} }`,
    ),
    anonymous('100 operations in one document', '400 OPERATION_RESOLUTION_FAILURE', (n) =>
      list(100, (i) => `query q${n}_${i} { __typename }`).join(' '),
    ),
    anonymous('700 operations in one document', '400 TOO_EXPENSIVE', (n) =>
      list(700, (i) => `query q${n}_${i} { __typename }`).join(' '),
    ),
    anonymous('fragments of 3 to the power of 9 fields', '400 TOO_EXPENSIVE', (n) => tripling(9, n)),
    anonymous('fragments of 3 to the power of 7 fields', '200', (n) => tripling(7, n)),
    fixed(
      'introspection of everything',
      '200',
      () =>
        '{ __schema { types { name description fields(includeDeprecated: true) { name description args { name description type { kind name ofType { kind name } } } type { kind name ofType { kind name ofType { kind name } } } } } } }',
    ),
    fixed(
      'introspection of fields within fields',
      '400 INTROSPECTION_TOO_DEEP',
      () => `{ __schema { types ${within('fields { type', 8)} } }`,
    ),
    fixed(
      'introspection of types within types',
      '200',
      () => `{ __schema { types { fields { type ${within('ofType', 11)} } } } }`,
    ),
  ];
}

function within(field: string, depth: number): string {
  const closing = field.includes('{') ? '} }' : '}';
  return `${`{ ${field} `.repeat(depth)}{ name }${` ${closing}`.repeat(depth)}`;
}

function overlapping(count: number, number: number): string {
  const spread = list(count, (i) => `...f${i}`).join(' ');
  const fragments = list(
    count,
    (i) => `fragment f${i} on Query { competencies { key name paths { key name } } ...g }`,
  );
  return `query q${number} { ${spread} } ${fragments.join(' ')} fragment g on Query { competencies { key paths { level key } } }`;
}

function cycle(count: number, number: number): string {
  const fragments = list(count, (i) => `fragment f${i} on Query { __typename ...f${(i + 1) % count} }`);
  return `query q${number} { ...f0 } ${fragments.join(' ')}`;
}

function tripling(depth: number, number: number): string {
  const fragments = list(depth, (i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} ...f${i + 1} }`);
  return `query q${number} { ...f0 } ${fragments.join(' ')} fragment f${depth} on Query { __typename }`;
}

function doubling(depth: number, number: number): string {
  const fragments = list(
    depth,
    (i) => `fragment f${i} on Query { viewer { roles } ...f${i + 1} ... { ...f${i + 1} } }`,
  );
  return `query q${number} { ...f0 } ${fragments.join(' ')} fragment f${depth} on Query { __typename }`;
}
