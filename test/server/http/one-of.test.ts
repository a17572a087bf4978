import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isInputObjectType } from 'graphql';
import { buildSchema } from '../../../server/build-schema';
import { SQLITE } from '../../support/databases';
import { storeOrganizations } from '../../support/facts';
import { startTestServer, type TestServer } from '../../support/test-server';

interface Place {
  readonly type: string;
  /** A document with the value as a literal or as the variable `$value`. */
  readonly document: (value: string) => string;
  /** The type of the variable, which is nullable where the value is optional. */
  readonly declared: string;
  /** Two fields with valid values, as a literal and as JSON. */
  readonly fields: readonly [Given, Given];
}

interface Given {
  readonly name: string;
  readonly literal: string;
  readonly json: unknown;
}

const text = (name: string, json: string): Given => ({ name, literal: `"${json}"`, json });
const value = (name: string, json: string): Given => ({ name, literal: json, json });
const object = (name: string, json: Readonly<Record<string, string>>): Given => ({
  name,
  literal: `{ ${Object.entries(json)
    .map(([key, inner]) => `${key}: "${inner}"`)
    .join()} }`,
  json,
});

const PLACES: readonly Place[] = [
  {
    type: 'OrganizationReference',
    declared: 'OrganizationReference!',
    document: (by) => `{ organization(by: ${by}) { key } }`,
    fields: [text('id', 'org_own'), text('key', 'own')],
  },
  {
    type: 'SuppositionInput',
    declared: 'SuppositionInput!',
    document: (change) =>
      `{ organization(by: { key: "own" }) { whatIf(changes: [${change}]) { before { on } } } }`,
    fields: [
      object('personLeaves', { employeeId: 'emp_nobody' }),
      object('overrideEnds', { overrideId: 'ovr_none' }),
    ],
  },
  {
    type: 'AssociationTarget',
    declared: 'AssociationTarget!',
    document: (target) => `mutation { associate(input: { target: ${target} }) { refusals { code } } }`,
    fields: [text('organizationId', 'org_own'), text('invitationToken', 'lri_x')],
  },
  {
    type: 'EmployeeReference',
    declared: 'EmployeeReference!',
    document: (employee) =>
      `mutation { importAchievements(input: { source: "x", rows: [{ employee: ${employee}, credential: "CSM", earnedOn: "2025-01-01", externalId: "x" }] }) { refusals { code } } }`,
    fields: [text('id', 'emp_x'), text('subject', 'x')],
  },
  {
    type: 'ImportExpiryInput',
    declared: 'ImportExpiryInput',
    document: (expiry) =>
      `mutation { importAchievements(input: { source: "x", rows: [{ employee: { id: "emp_x" }, expiry: ${expiry}, credential: "CSM", earnedOn: "2025-01-01", externalId: "x" }] }) { refusals { code } } }`,
    fields: [text('on', 'soon'), value('rule', 'NEVER')],
  },
  {
    type: 'ExpiryInput',
    declared: 'ExpiryInput',
    document: (expiry) =>
      `mutation { recordAchievement(input: { employeeId: "emp_x", expiry: ${expiry}, credential: "CSM", earnedOn: "2025-01-01" }) { refusals { code } } }`,
    fields: [text('on', '2027-01-01'), value('rule', 'BY_VALIDITY')],
  },
  {
    type: 'OverrideEffectInput',
    declared: 'OverrideEffectInput!',
    document: (effect) =>
      `mutation { placeOverride(input: { organizationId: "org_x", competency: "devops", effect: ${effect}, reason: "x" }) { refusals { code } } }`,
    fields: [value('grant', 'GOLD'), value('withhold', 'ALL')],
  },
];

it('covers every @oneOf input', () => {
  const types = Object.values(buildSchema().getTypeMap()).filter(isInputObjectType);
  const names = types.filter(({ isOneOf }) => isOneOf).map(({ name }) => name);
  expect(names.toSorted()).toEqual(PLACES.map(({ type }) => type).toSorted());
});

describe.each(['sdl', 'hidden'] as const)('a @oneOf input with the schema %s', (exposure) => {
  let server: TestServer;
  let as: string;
  beforeAll(async () => {
    server = await startTestServer(SQLITE, { config: { schema: exposure } });
    as = await server.person('agent', ['agent']);
    await storeOrganizations(server.database, { id: 'own' });
  });
  afterAll(() => server.stop());

  describe.each(PLACES)('$type', ({ type, declared, document, fields }) => {
    const explained =
      exposure === 'hidden'
        ? /The input must have exactly one field\.$/
        : new RegExp(`Give exactly one of the fields .*"${fields[0].name}".* of ${type}\\.$`);
    const oneFieldMessage = expect.stringMatching(explained);
    const literalOf = (...given: readonly Given[]) =>
      `{ ${given.map(({ name, literal }) => `${name}: ${literal}`).join(', ')} }`;
    const jsonOf = (...given: readonly Given[]) =>
      Object.fromEntries(given.map(({ name, json }) => [name, json]));
    const askWithLiteral = (literal: string) => server.ask(document(literal), { as });
    const withVariable = document('$value').replace(
      /^(?:mutation )?/,
      (verb) => `${verb === '' ? 'query' : verb}($value: ${declared}) `,
    );
    const askWithVariable = (given: object | null) =>
      server.ask(withVariable, { variables: { value: given }, as });
    const errorsOf = ({ status, body }: Awaited<ReturnType<TestServer['ask']>>) => ({
      status,
      errors: body.errors?.map(
        ({ message, extensions }: { message: string; extensions: { code: string } }) => [
          extensions.code,
          message,
        ],
      ),
    });

    it.each(fields)('accepts $name alone', async (given) => {
      for (const answer of [await askWithLiteral(literalOf(given)), await askWithVariable(jsonOf(given))]) {
        // A what-if about unknown objects is refused by its resolver.
        const { status, errors = [] } = errorsOf(answer);
        expect(status).toBe(200);
        expect(errors.map(([, message]: [string, string]) => message).join()).not.toMatch(/exactly one/i);
      }
    });

    it.each([
      ['none', []],
      ['two', fields],
    ])('refuses %s of its fields, and names the fields', async (_name, given) => {
      expect(errorsOf(await askWithLiteral(literalOf(...given)))).toEqual({
        status: 400,
        errors: [['GRAPHQL_VALIDATION_FAILED', oneFieldMessage]],
      });
      // A document that was valid before is known, and its variables are read on another path.
      await askWithVariable(jsonOf(fields[0]));
      expect(errorsOf(await askWithVariable(jsonOf(...given)))).toEqual({
        status: 400,
        errors: [['BAD_USER_INPUT', oneFieldMessage]],
      });
    });

    it('refuses null for its field', async () => {
      const isNull = expect.stringMatching(/must (?:not be null|be non-null)/);
      const [{ name, ...rest }, other] = fields;
      const nothing: Given = { ...rest, name, literal: 'null', json: null };
      expect(errorsOf(await askWithLiteral(literalOf(nothing))).errors).toEqual([
        ['GRAPHQL_VALIDATION_FAILED', isNull],
      ]);
      expect(errorsOf(await askWithVariable(jsonOf(nothing))).errors).toEqual([['BAD_USER_INPUT', isNull]]);
      const beside = errorsOf(await askWithVariable(jsonOf(nothing, other))).errors;
      expect(beside).toContainEqual(['BAD_USER_INPUT', oneFieldMessage]);
    });
  });
});
