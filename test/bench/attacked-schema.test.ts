import { describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
  Kind,
  parse,
  typeFromAST,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
} from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attacksOn } from '../../bench/abuse/attacks';
import { attackTargets, SMALL } from '../../bench/abuse/data';

const schema = buildSchema(readFileSync(join(__dirname, '../../schema/schema.graphql'), 'utf8'));

/** The scalars whose values the attacks vary. Enums and booleans have too few values. */
const STRINGS_DAYS_AND_NUMBERS = new Set([
  'ID',
  'String',
  'LocalDate',
  'YearMonth',
  'DateTime',
  'Decimal',
  'Int',
]);

/** Every list handles paging in the same way, and an attack on one list sends a cursor. */
const PAGING = new Set(['after', 'before', 'last']);

/** Arguments that commands check and store in the same way as an attacked argument. */
const SIMILAR = new Set([
  'idempotencyKey',
  'reason',
  'AssociationTarget.organizationId',
  'CloseMonthInput.on',
  'CorrectAchievementInput.credential',
  'CorrectAchievementInput.expiry',
  'CorrectAchievementInput.revokedOn',
  'CreateApiKeyInput.expiresAt',
  'CredentialEarnedInput.on',
  'EmployeeReference.subject',
  'ExpiryInput.on',
  'ImportAchievementRow.expiry',
  'ImportExpiryInput.on',
  'InviteEmployeeInput.validHours',
  'MetricAmountInput.expectedVersion',
  'OverrideEndsInput.on',
  'AchievementRevokedInput.on',
  'PersonJoinsInput.on',
  'PersonLeavesInput.on',
  'RecordAchievementInput.expiry',
  'RecordAffiliationInput.until',
  'RecordMembershipInput.until',
  'RecordMembershipInput.purchasedOn',
  'RecordMembershipInput.refundedOn',
  'RegisterEmployeeInput.subject',
  'UpdateEmployeeInput.email',
  'UpdateEmployeeInput.subject',
  'UpdateOrganizationInput.city',
  'UpdateOrganizationInput.country',
  'UpdateOrganizationInput.languages',
  'UpdateOrganizationInput.name',
  'UpdateOrganizationInput.website',
]);

describe('the attacks of bench:abuse', () => {
  const attacks = attacksOn(attackTargets(SMALL)).flatMap((subject) => subject.attacks);

  it('have unique names per server', () => {
    const names = attacks.map(({ name, on, by }) => `${on.name}: ${by}: ${name}`);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it('use every argument and input field that is a list, a day, a string or a number', () => {
    const attacked = new Set(attacks.flatMap(({ request }) => namesIn(request(0).body)));
    const missing = namesOfSchema().filter((name) => !attacked.has(name));
    expect(
      missing.filter((name) => !SIMILAR.has(name) && !SIMILAR.has(name.split('.').at(-1) ?? '')),
    ).toEqual([]);
    // An attacked name must not be listed as an exception.
    expect([...SIMILAR].filter((name) => name.includes('.') && !missing.includes(name))).toEqual([]);
  });
});

/** The attackable names of the schema, as `Type.field(argument)` and `Input.field`. */
function namesOfSchema(): readonly string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (type.name.startsWith('__')) return [];
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      return fields.filter((field) => isAttackable(field.type)).map(({ name }) => `${type.name}.${name}`);
    }
    if (!isObjectType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) =>
      field.args
        .filter((arg) => isAttackable(arg.type) && !PAGING.has(arg.name))
        .map((arg) => `${type.name}.${field.name}(${arg.name})`),
    );
  });
}

function isAttackable(type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  return (
    isListType(getNullableType(type)) || isInputObjectType(named) || STRINGS_DAYS_AND_NUMBERS.has(named.name)
  );
}

/** The names that a request uses; empty if its body is not a document of this schema. */
function namesIn(body: string): readonly string[] {
  const request = attempt(() => JSON.parse(body) as { query: string; variables?: Record<string, unknown> });
  const document = request === null ? null : attempt(() => parse(request.query, { maxTokens: 5000 }));
  if (request === null || document === null) return [];
  const names: string[] = [];
  const typeInfo = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Argument({ name, value }) {
        const [parent, field, argument] = [
          typeInfo.getParentType(),
          typeInfo.getFieldDef(),
          typeInfo.getArgument(),
        ];
        if (!parent || !field || !argument) return;
        names.push(`${parent.name}.${field.name}(${name.value})`);
        if (value.kind !== Kind.VARIABLE) collect(argument.type, valueFromASTUntyped(value), names);
      },
    }),
  );
  for (const [type, value] of variablesOf(document, request.variables ?? {})) collect(type, value, names);
  return names;
}

function variablesOf(document: DocumentNode, values: Record<string, unknown>) {
  return document.definitions.flatMap((definition) =>
    definition.kind !== Kind.OPERATION_DEFINITION
      ? []
      : (definition.variableDefinitions ?? []).flatMap(
          ({ variable, type }): [GraphQLInputType, unknown][] => {
            const known = typeFromAST(schema, type);
            return known === undefined ? [] : [[known as GraphQLInputType, values[variable.name.value]]];
          },
        ),
  );
}

function collect(type: GraphQLInputType, value: unknown, names: string[]): void {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    for (const item of Array.isArray(value) ? value.slice(0, 200) : [value])
      collect(nullable.ofType, item, names);
    return;
  }
  const named = getNamedType(type);
  if (!isInputObjectType(named) || typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const field = named.getFields()[key];
    if (field === undefined) continue;
    names.push(`${named.name}.${key}`);
    collect(field.type, inner, names);
  }
}

function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}
