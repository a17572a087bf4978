import { beforeAll, describe, expect, it } from '@jest/globals';
import { ApolloServer } from '@apollo/server';
import { buildSchema as schemaOf, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { LocalDate } from '../../../schema/scalars/local-date';
import { MESSAGE_PATTERNS, hideNames } from '../../../server/http/hide-names';
import { maskError } from '../../../server/http/mask-errors';
import { BadInput } from '../../../server/request/bad-input';
import { sentence } from '../../../server/messages';

const SDL = `
  type Query {
    thing(id: ID!, kind: Kind, size: Int, on: LocalDate): Thing
    things(filter: Filter, one: One, kinds: [Kind!]): [Thing!]
    name: String
  }
  type Thing { id: ID! name: String! other: Other }
  type Other { size: Int }
  enum Kind { SMALL LARGE }
  input Filter { kind: Kind! label: String within: Filter }
  input One @oneOf { number: Int kind: Kind }
  scalar LocalDate`;

const CASES: readonly (readonly [document: string, expected: string, variables?: object])[] = [
  ['{ thinq { id } }', 'Cannot query field "thinq" here.'],
  ['{ thing(id: 1) { naem } }', 'Cannot query field "naem" here.'],
  ['{ thing(id: 1, kin: 1) { id } }', 'Unknown argument "kin" on field "thing".'],
  ['{ thing { id } }', 'Field "thing" lacks a required argument.'],
  ['{ thing(id: 1) }', 'Field "thing" must have a selection of subfields.'],
  ['{ name { x } }', 'Field "name" must not have a selection of subfields.'],
  ['{ thing(id: 1) { a: id a: name } }', 'Fields "a" conflict. Use different aliases to fetch both.'],
  [
    '{ a: thing(id: 1) { b: id } a: thing(id: 1) { b: other { size } } }',
    'Fields "a" conflict. Use different aliases to fetch both.',
  ],
  [
    '{ thing(id: 1) { ... on Other { size } } }',
    'The fragment cannot be spread here, because no object can have its type.',
  ],
  [
    '{ thing(id: 1) { ...F } } fragment F on Other { size }',
    'The fragment cannot be spread here, because no object can have its type.',
  ],
  ['query ($v: Int) { things(filter: $v) { id } }', 'Variable "$v" of type "Int" cannot be used here.'],
  [
    'query ($v: Int) { things(one: { number: $v }) { id } }',
    'Variable "$v" must be non-nullable to be used here.',
  ],
  ['{ things(filter: { kind: SMALL, lable: "x" }) { id } }', 'Field "lable" is not defined by this input.'],
  ['{ things(filter: { label: "x" }) { id } }', 'The input lacks a required field.'],
  ['{ things(filter: 5) { id } }', 'Unexpected value: 5.'],
  ['{ things(filter: { kind: null }) { id } }', 'Unexpected value: null.'],
  ['{ things(one: {}) { id } }', 'The input must have exactly one field.'],
  ['{ things(one: { number: null }) { id } }', 'Field "number" must be non-null.'],
  ['{ thing(id: 1, kind: SMALLER) { id } }', 'Value "SMALLER" does not exist here.'],
  ['{ thing(id: 1, kind: "SMALL") { id } }', 'The value must be the name of an enum value.'],
  ['{ thing(id: 1, size: "x") { id } }', 'Int cannot represent non-integer value: "x"'],
  ['{ thing(id: 1, on: 5) { id } }', 'Write a day as a string, such as "2026-02-28".'],
  [
    '{ thing(id: 1, on: "2026-02-31") { id } }',
    '"2026-02-31" is not a day of the calendar. Write it as YYYY-MM-DD.',
  ],
  ['{ ... on Thingy { id } }', 'Unknown type "Thingy".'],
  ['{ name @skipp }', 'Unknown directive "@skipp".'],
  ['{ name @skip(if: true, iff: true) }', 'Unknown argument "iff" on directive "@skip".'],
  [
    '{ name @skip }',
    'Directive "@skip" argument "if" of type "Boolean!" is required, but it was not provided.',
  ],
  ['query @skip(if: true) { name }', 'Directive "@skip" may not be used on QUERY.'],
  [
    '{ name @skip(if: true) @skip(if: true) }',
    'The directive "@skip" can only be used once at this location.',
  ],
  ['{ ...F }', 'Unknown fragment "F".'],
  ['{ name } fragment F on Query { name }', 'Fragment "F" is never used.'],
  ['{ ...F } fragment F on Int { name }', 'Fragment "F" cannot condition on non composite type "Int".'],
  ['{ ... on Kind { name } }', 'Fragment cannot condition on non composite type "Kind".'],
  [
    '{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }',
    'Cannot spread fragment "F" within itself via "G".',
  ],
  ['query A { name } query A { name }', 'There can be only one operation named "A".'],
  [
    'query ($v: Int, $v: Int) { thing(id: 1, size: $v) { id } }',
    'There can be only one variable named "$v".',
  ],
  ['{ name } query A { name }', 'This anonymous operation must be the only defined operation.'],
  ['{ name } type Thing { id: ID }', 'The "Thing" definition is not executable.'],
  ['{ thing(id: $v) { id } }', 'Variable "$v" is not defined.'],
  ['query A { thing(id: $v) { id } }', 'Variable "$v" is not defined by operation "A".'],
  ['query ($v: Int) { name }', 'Variable "$v" is never used.'],
  ['query ($v: Thing) { thing(id: $v) { id } }', 'Variable "$v" cannot be non-input type "Thing".'],
  [
    '{ __schema { description } }',
    'GraphQL introspection is not allowed by Apollo Server, but the query contained __schema or __type. To enable introspection, pass introspection: true to ApolloServer in production',
  ],
  ['query ($v: ID!) { thing(id: $v) { id } }', 'Variable "$v" of required type "ID!" was not provided.', {}],
  [
    'query ($v: ID!) { thing(id: $v) { id } }',
    'Variable "$v" of non-null type "ID!" must not be null.',
    { v: null },
  ],
  [
    'query ($v: Filter) { things(filter: $v) { id } }',
    'Variable "$v" got invalid value 5; The value must be an object.',
    { v: 5 },
  ],
  [
    'query ($v: Filter) { things(filter: $v) { id } }',
    'Variable "$v" got invalid value { kind: "SMALL", lable: "x" }; Field "lable" is not defined by this input.',
    { v: { kind: 'SMALL', lable: 'x' } },
  ],
  [
    'query ($v: Filter) { things(filter: $v) { id } }',
    'Variable "$v" got invalid value {} at "v.within"; The input lacks a required field.',
    { v: { kind: 'SMALL', within: {} } },
  ],
  [
    'query ($v: Filter) { things(filter: $v) { id } }',
    'Variable "$v" got invalid value "SMALLER" at "v.kind"; Value "SMALLER" does not exist here.',
    { v: { kind: 'SMALLER' } },
  ],
  [
    'query ($v: Filter) { things(filter: $v) { id } }',
    'Variable "$v" got invalid value 5 at "v.kind"; The value must be the name of an enum value.',
    { v: { kind: 5 } },
  ],
  [
    'query ($v: [Kind!]) { things(kinds: $v) { id } }',
    'Variable "$v" got invalid value null at "v[0]"; The value must not be null.',
    { v: [null] },
  ],
  [
    'query ($v: One) { things(one: $v) { id } }',
    'Variable "$v" got invalid value { number: 1, kind: "SMALL" }; The input must have exactly one field.',
    { v: { number: 1, kind: 'SMALL' } },
  ],
  [
    'query ($v: One) { things(one: $v) { id } }',
    'Variable "$v" got invalid value null at "v.number"; Field "number" must be non-null.',
    { v: { number: null } },
  ],
  [
    'query ($v: LocalDate) { thing(id: 1, on: $v) { id } }',
    'Variable "$v" got invalid value 5; 5 is not a day of the calendar. Write it as YYYY-MM-DD.',
    { v: 5 },
  ],
  // A value that imitates an error message is treated like any other value.
  [
    '{ thing(id: 1, kind: "Cannot query field \\"x\\" on type \\"y\\".") { id } }',
    'The value must be the name of an enum value.',
  ],
  [
    'query ($v: Kind) { thing(id: 1, kind: $v) { id } }',
    'Variable "$v" got invalid value "a\\" does not exist in \\"b\\" enum. Did you mean"; Value "a" does not exist in "b" enum. Did you mean" does not exist here.',
    { v: 'a" does not exist in "b" enum. Did you mean' },
  ],
  [
    'query ($v: Boolean = true) { thing(id: 1) @include(if: $v) { id } }',
    'The argument "if" must not be null.',
    { v: null },
  ],
  [
    '{ things(filter: "\\"; Unknown type \\"x\\".") { id } }',
    'Unexpected value: "\\"; Unknown type \\"x\\".".',
  ],
];

describe('hideNames', () => {
  const schema = schemaOf(SDL);
  const { parseValue, parseLiteral } = LocalDate;
  Object.assign(schema.getType('LocalDate') as object, { parseValue, parseLiteral });
  /** The libraries' own messages, without the prefix that names a variable. */
  const libraryMessages: string[] = [];
  const apollo = new ApolloServer({
    schema,
    introspection: false,
    formatError(shown, error) {
      const { originalError } = error as GraphQLError;
      libraryMessages.push(originalError?.message ?? shown.message);
      return hideNames(maskError(shown, error), error);
    },
  });
  beforeAll(() => apollo.start());

  it.each(CASES)('answers %s with: %s', async (query, expected, variables = {}) => {
    const { body } = await apollo.executeOperation({
      query,
      variables: variables as Record<string, unknown>,
    });
    expect(body.kind === 'single' && body.singleResult.errors?.map(({ message }) => message)).toContain(
      expected,
    );
  });

  it('has only patterns that match messages of the installed libraries', () => {
    const unused = MESSAGE_PATTERNS.map(([form]) => form).filter(
      (form) => !libraryMessages.some((message) => form.test(message)),
    );
    expect(unused).toEqual([]);
  });

  const shown = (message: string, code: string): GraphQLFormattedError => ({ message, extensions: { code } });

  it('replaces an unknown message completely', () => {
    const message = 'Something new of the type "Secret".';
    for (const [code, text] of [
      ['GRAPHQL_VALIDATION_FAILED', message],
      ['BAD_USER_INPUT', `Variable "$v" got invalid value 5; ${message}`],
    ] as const)
      expect(hideNames(shown(text, code), new GraphQLError(text)).message).toBe(
        'The request does not match the schema.',
      );
  });

  it("keeps the server's own errors", () => {
    const ours = shown('Give either "a" or "b", not both.', 'BAD_USER_INPUT');
    const error = new BadInput({
      code: 'INVALID',
      path: [],
      sentence: sentence('import.oneOf', { one: 'a', other: 'b' }),
    });
    expect(hideNames(ours, error)).toBe(ours);
  });
});
