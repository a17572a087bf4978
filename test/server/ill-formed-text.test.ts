import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { buildSchema } from '../../server/build-schema';
import type { Database, Parameter } from '../../server/db/database';
import type { AnyJson } from '../support/commands';
import { DATABASES } from '../support/databases';
import { storeAchievements, storeApiKey, storeOrganizations, storePerson } from '../support/facts';
import { startTestServer, type TestServer } from '../support/test-server';

/** A lone surrogate. JSON can represent it, but databases would store a different string. */
const HALF = '\ud800';

/** The cursor arguments of connections, which `readCursor` parses (request/cursor.ts). */
const CURSORS = ['after', 'before'];

const REACH: Readonly<Record<string, (selection: string) => string>> = {
  Competency: (selection) => `competency(key: "devops") { ${selection} }`,
  Employee: (selection) => `node(id: "emp_ann") { ... on Employee { ${selection} } }`,
  Organization: (selection) => `organization(by: { id: "org_own" }) { ${selection} }`,
  OrganizationStatus: (selection) => `organization(by: { id: "org_own" }) { status { ${selection} } }`,
  SupposedOrganizationStatus: (selection) =>
    `organization(by: { id: "org_own" }) { whatIf(changes: []) { after { ${selection} } } }`,
};

/** Valid values by argument or input field name, so that the lone surrogate is the only mistake of a request. */
const VALID_VALUES: Readonly<Record<string, string>> = {
  achievementId: 'ach_ann-70-532',
  affiliationId: 'aff_ann-0',
  apiKeyId: 'key_program',
  benefit: 'advisory-hours',
  city: 'Bremen',
  code: '70-532',
  competency: 'devops',
  country: 'DE',
  credential: '70-532',
  credentials: '70-532',
  currency: 'USD',
  email: 'ann@own.example',
  employeeId: 'emp_ann',
  id: 'org_own',
  ids: 'org_own',
  invitationId: 'inv_nowhere',
  languages: 'de',
  membership: 'mem_nowhere',
  membershipId: 'mem_nowhere',
  metric: 'azureConsumption',
  offer: 'silver-membership',
  organizationId: 'org_own',
  // Rows of imports take these as text.
  amount: '1.00',
  earnedOn: '2026-03-02',
  month: '2026-01',
  overrideId: 'ovr_nowhere',
  until: '2026-06-01',
  website: 'https://own.example',
};

const SCALARS: Readonly<Record<string, unknown>> = {
  Int: 1,
  Boolean: false,
  LocalDate: '2026-03-02',
  YearMonth: '2026-01',
  DateTime: '2027-01-01T00:00:00Z',
  Decimal: '1.00',
};

/** A string within an argument of a field, such as `Mutation`, `recordMetrics` and `input.records.0.metric`. */
interface Place {
  readonly owner: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly path: readonly string[];
}

const places = Object.values(buildSchema().getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => !name.startsWith('__'))
  .flatMap((owner) => Object.values(owner.getFields()).map((field) => ({ owner: owner.name, field })))
  .flatMap(({ owner, field }) =>
    field.args
      .filter(({ name }) => !CURSORS.includes(name))
      .flatMap(({ name, type }) => stringsIn(type, [name]))
      .map((path): Place => ({ owner, field, path })),
  );

describe.each(DATABASES)('text that is not well-formed Unicode, on $name', (kind) => {
  let server: TestServer;
  let as: string;
  const bound: string[] = [];

  beforeAll(async () => {
    const noRates = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };
    server = await startTestServer(kind, {
      config: { rateLimits: noRates },
      between: (database) => watched(database, bound),
    });
    await storeOrganizations(server.database, { id: 'own' });
    await storePerson(server.database, 'ann', { organizationId: 'own', role: 'ADMIN' });
    await storeAchievements(server.database, 'ann', '70-532');
    await storeApiKey(server.database, { id: 'program', organizationId: 'own' });
    as = await server.person('ann', ['agent', 'programme-admin']);
  });
  afterAll(() => server.stop());

  const named = places.map(
    (place) => [`${place.owner}.${place.field.name} ${place.path.join('.')}`, place] as const,
  );
  it.each(named)('reaches no database: %s', async (_name, place) => {
    bound.length = 0;
    const { status, body } = await send(place);
    expect(bound.filter((text) => !text.isWellFormed())).toEqual([]);
    expect(status).toBeLessThan(500);
    const errors: AnyJson[] = body.errors ?? [];
    for (const { extensions } of errors) expect(extensions.code).toMatch(/^(BAD_USER_INPUT|FORBIDDEN)$/);
    if (place.owner !== 'Mutation' || errors.length > 0) return;
    const refusals: AnyJson[] = body.data[place.field.name].refusals;
    expect(refusals.map(({ path }) => path.join('.'))).toContain(place.path.join('.'));
  });

  it.each([
    ['key', 'organization(by: { key: $half }) { id }'],
    ['subject', 'auditEntries(subject: $half, first: 1) { totalCount }'],
    [
      'benefit',
      'organization(by: { id: "org_own" }) { benefitRedemptions(benefit: $half, first: 1) { totalCount } }',
    ],
  ])('is reported in an argument of a query: %s', async (argument, field) => {
    const type = argument === 'subject' ? 'ID' : 'String';
    const { body } = await server.ask(`query ($half: ${type}!) { ${field} }`, {
      variables: { half: `own${HALF}` },
      as,
    });
    expect(body.errors).toMatchObject([
      {
        message: `"${argument}" contains half of a character (a lone surrogate). Send the whole character, or leave it out.`,
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it.each(['\\ud800', HALF])('is a syntax error in a document: %j', async (half) => {
    const { body } = await server.ask(`{ organization(by: { key: "own${half}" }) { id } }`);
    expect(body.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }]);
  });

  const send = ({ owner, field, path }: Place) => {
    const given = field.args.filter(
      ({ name, type }) => isNonNullType(type) || name === path[0] || name === 'first',
    );
    const variables = Object.fromEntries(
      given.map(({ name, type }) => [name, validValue(name, type, name === path[0] ? path.slice(1) : null)]),
    );
    const args = given.map(({ name }) => `${name}: $${name}`).join(', ');
    const type = getNamedType(field.type);
    // A connection reads its page only if nodes are selected.
    const isPage = type.name.endsWith('Connection');
    const within = owner === 'Mutation' ? 'refusals { code message path }' : '__typename';
    const selected = isLeafType(type) ? '' : ` { ${isPage ? `nodes { ${within} }` : within} }`;
    const selection = `${field.name}(${args})${selected}`;
    const reached = ['Query', 'Mutation'].includes(owner) ? selection : REACH[owner]?.(selection);
    if (reached === undefined) throw new Error(`Add to REACH how a query reaches ${owner}.`);
    const declared = given.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
    const verb = owner === 'Mutation' ? 'mutation' : 'query';
    return server.ask(`${verb} (${declared}) { ${reached} }`, { variables, as });
  };
});

/** The paths of all strings in an argument. Each list has one item. */
function stringsIn(type: GraphQLInputType, path: readonly string[]): readonly (readonly string[])[] {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return stringsIn(nullable.ofType, [...path, '0']);
  if (isInputObjectType(nullable)) {
    return Object.values(nullable.getFields()).flatMap(({ name, type: inner }) =>
      stringsIn(inner, [...path, name]),
    );
  }
  return ['String', 'ID'].includes(getNamedType(nullable).name) ? [path] : [];
}

/** A valid value, with the lone surrogate appended to the string at the path unless the path is null. */
function validValue(name: string, type: GraphQLInputType, path: readonly string[] | null): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [validValue(name, nullable.ofType, path && path.slice(1))];
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields());
    const named = fields.filter(({ name }) => name === path?.[0]);
    const needed = nullable.isOneOf
      ? [...named, ...fields].slice(0, 1)
      : fields.filter(
          (field) => named.includes(field) || (isNonNullType(field.type) && field.defaultValue === undefined),
        );
    return Object.fromEntries(
      needed.map((field) => [
        field.name,
        validValue(field.name, field.type, field.name === path?.[0] ? path.slice(1) : null),
      ]),
    );
  }
  if (path !== null) return `${VALID_VALUES[name] ?? 'text'}${HALF}`;
  if (isEnumType(nullable)) return VALID_VALUES[name] ?? nullable.getValues()[0]?.name;
  return VALID_VALUES[name] ?? SCALARS[nullable.name] ?? 'text';
}

/** Wraps the database to record each string parameter. */
function watched(database: Database, bound: string[]): Database {
  const note = (parameters: readonly Parameter[] = []) =>
    bound.push(...parameters.filter((parameter) => typeof parameter === 'string'));
  const noteRows = (rows: object | readonly object[]) =>
    [rows].flat().forEach((row) => note(Object.values(row) as Parameter[]));
  return {
    ...database,
    rows: (sql, parameters) => {
      note(parameters);
      return database.rows(sql, parameters);
    },
    transaction: (work, until) =>
      database.transaction(
        (transaction) =>
          work({
            ...transaction,
            rows: (sql, parameters) => {
              note(parameters);
              return transaction.rows(sql, parameters);
            },
            change: (sql, parameters) => {
              note(parameters);
              return transaction.change(sql, parameters);
            },
            insert: (table, rows) => {
              noteRows(rows);
              return transaction.insert(table, rows);
            },
            replace: (table, rows) => {
              noteRows(rows);
              return transaction.replace(table, rows);
            },
          }),
        until,
      ),
  };
}
