import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isInputObjectType, isNullableType, type GraphQLInputObjectType } from 'graphql';
import { buildSchema } from '../../../server/build-schema';
import { commandsOf, type AnyJson } from '../../support/commands';
import { DATABASES } from '../../support/databases';
import { storeAchievements, storeOrganizations, storePerson } from '../../support/facts';
import { startTestServer, type TestServer } from '../../support/test-server';

interface Update {
  readonly command: string;
  readonly input: string;
  readonly object: string;
  readonly target: Readonly<Record<string, string>>;
  readonly selection: string;
  /** Values of the fields that null removes. */
  readonly removable: Readonly<Record<string, unknown>>;
  /** Values of the fields that must keep a value. */
  readonly required: Readonly<Record<string, unknown>>;
}

const UPDATES: readonly Update[] = [
  {
    command: 'updateOrganization',
    input: 'UpdateOrganizationInput',
    object: 'organization',
    target: { organizationId: 'org_own' },
    selection: 'name city market country description website languages',
    removable: { description: 'We build.', website: 'https://own.example' },
    required: { name: 'Own', city: 'Bremen', market: 'DEVELOPED', country: 'DE', languages: ['de'] },
  },
  {
    command: 'updateEmployee',
    input: 'UpdateEmployeeInput',
    object: 'employee',
    target: { employeeId: 'emp_ann' },
    selection: 'name email',
    removable: { email: 'ann@own.example' },
    required: { name: 'Ann', subject: 'ann-2' },
  },
  {
    command: 'correctAchievement',
    input: 'CorrectAchievementInput',
    object: 'achievement',
    target: { achievementId: 'ach_ann-70-532', reason: 'A typing error' },
    selection: 'earnedOn expiry revokedOn',
    removable: { revokedOn: '2026-03-01' },
    required: { credential: '70-532', earnedOn: '2025-01-01', expiry: { rule: 'NEVER' } },
  },
];

/** Fields that describe the command instead of the object. */
const ABOUT_THE_COMMAND = ['idempotencyKey', 'reason'];

const schema = buildSchema();
const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);

it('covers every optional field of every update and correction', () => {
  const updates = inputs.filter(({ name }) => /^(Update|Correct)/.test(name));
  expect(updates.map(({ name }) => name).toSorted()).toEqual(UPDATES.map(({ input }) => input).toSorted());
  for (const { input, removable, required } of UPDATES) {
    expect(optionalFieldsOf(input)).toEqual([...Object.keys(removable), ...Object.keys(required)].toSorted());
  }
});

describe.each(DATABASES)('an update on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
    await storeOrganizations(server.database, { id: 'own' });
    await storePerson(server.database, 'ann', { organizationId: 'own' });
    await storeAchievements(server.database, 'ann', '70-532');
  });
  afterAll(() => server.stop());

  describe.each(UPDATES)('$command', ({ command, input, object, target, selection, removable, required }) => {
    const answer = `{ ${object} { version ${selection} } refusals { code message path } }`;
    const current = { version: 1 };
    const { send: sendInput } = commandsOf(
      () => server,
      `mutation ($input: ${input}!) { ${command}(input: $input) ${answer} }`,
    );

    /** Sends a change as a literal, as a variable for a field, or as a variable for the whole input. */
    const send = async (form: string, changes: Readonly<Record<string, unknown>>): Promise<AnyJson> => {
      const given = { ...target, expectedVersion: current.version };
      const payload =
        form === 'as a variable'
          ? await sendInput({ ...given, ...changes }, agent)
          : await sendFields(form, given, changes);
      current.version = payload[object]?.version ?? current.version;
      return payload;
    };
    const sendFields = async (form: string, given: object, changes: Readonly<Record<string, unknown>>) => {
      const isLiteral = form === 'as a literal';
      const optional = optionalFieldsOf(input);
      const fields = isLiteral
        ? Object.entries(changes).map(([name, value]) => `${name}: ${literal(value)}`)
        : optional.map((name) => `${name}: $${name}`);
      const declared = optional.map((name) => `$${name}: ${typeOf(input, name)}`);
      const fixed = Object.entries(given).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
      const { body } = await server.ask(
        `mutation ${isLiteral ? '' : `(${declared.join(', ')})`} {
          ${command}(input: { ${[...fixed, ...fields].join(', ')} }) ${answer}
        }`,
        { variables: isLiteral ? {} : changes, as: agent },
      );
      return body.data[command];
    };

    describe.each(['as a variable', 'as a literal', 'as a variable of each field'])('%s', (form) => {
      it.each(Object.entries(removable))('keeps, removes and sets %s', async (field, value) => {
        expect((await send(form, { [field]: value }))[object]).toMatchObject({ [field]: value });
        expect((await send(form, {}))[object]).toMatchObject({ [field]: value });
        expect((await send(form, { [field]: null }))[object]).toMatchObject({ [field]: null });
        expect((await send(form, {}))[object]).toMatchObject({ [field]: null });
      });

      it.each(Object.keys(required))('refuses null for %s', async (field) => {
        expect(await send(form, { [field]: null })).toEqual({
          [object]: null,
          refusals: [
            {
              code: 'INVALID',
              message: `"${field}" cannot be removed. Leave it out to keep the current value, or give a new one.`,
              path: ['input', field],
            },
          ],
        });
      });

      const texts = Object.keys(removable).filter((field) => typeOf(input, field) === 'String');
      for (const field of texts) {
        it(`refuses an empty text for ${field} and suggests null`, async () => {
          expect((await send(form, { [field]: '' })).refusals).toEqual([
            {
              code: 'INVALID',
              message: `"${field}" must not be empty. If there is none, send null.`,
              path: ['input', field],
            },
          ]);
        });
      }
    });
  });

  it('under one idempotency key is another command with null than without the field', async () => {
    const { send, refused } = commandsOf(
      () => server,
      'mutation ($input: UpdateEmployeeInput!) { updateEmployee(input: $input) { employee { version } refusals { code } } }',
    );
    const input = { employeeId: 'emp_agent', expectedVersion: 1, idempotencyKey: 'null' };
    await storePerson(server.database, 'agent');
    expect(await send(input, agent)).toMatchObject({ refusals: [] });
    expect(await refused({ ...input, email: null }, agent)).toEqual([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
    expect(await send(input, agent)).toMatchObject({ refusals: [] });
  });
});

function inputType(name: string): GraphQLInputObjectType {
  const type = inputs.find((input) => input.name === name);
  if (type === undefined) throw new Error(`There is no input ${name}.`);
  return type;
}

function optionalFieldsOf(input: string): readonly string[] {
  return Object.values(inputType(input).getFields())
    .filter(({ name, type }) => isNullableType(type) && !ABOUT_THE_COMMAND.includes(name))
    .map(({ name }) => name)
    .toSorted();
}

function typeOf(input: string, field: string): string {
  return String(inputType(input).getFields()[field]?.type);
}

/** No field of these inputs has both enum values and texts in capitals. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, inner]) => `${name}: ${literal(inner)}`)
    .join(', ')} }`;
}
