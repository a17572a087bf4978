import { describe, expect, it } from '@jest/globals';
import { buildSchema, getArgumentValues, GraphQLError, Kind, parse } from 'graphql';
import { isWrongArgument } from '../../../server/limits/wrong-argument';

const schema = buildSchema('type Query { thing(id: Int!): Int }');

/** The error of the installed graphql-js for these arguments. */
function errorFor(args: string, variables: Readonly<Record<string, unknown>>): unknown {
  const definition = schema.getQueryType()?.getFields()['thing'];
  const [operation] = parse(`query ($id: Int) { thing${args} }`).definitions;
  if (definition === undefined || operation?.kind !== Kind.OPERATION_DEFINITION)
    throw new Error('The query has no field.');
  const [field] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD) throw new Error('The query has no field.');
  try {
    return getArgumentValues(definition, field, variables);
  } catch (error) {
    return error;
  }
}

describe('isWrongArgument', () => {
  it.each([
    ['a missing argument', '', {}, 'Argument "id" of required type "Int!" was not provided.'],
    [
      'a missing variable',
      '(id: $id)',
      {},
      'Argument "id" of required type "Int!" was provided the variable "$id" which was not provided a runtime value.',
    ],
    ['null', '(id: null)', {}, 'Argument "id" of non-null type "Int!" must not be null.'],
    ['a null variable', '(id: $id)', { id: null }, 'Argument "id" of non-null type "Int!" must not be null.'],
    ['a value of another type', '(id: "one")', {}, 'Argument "id" has invalid value "one".'],
  ])('recognizes the error of graphql-js for %s', (_name, args, variables, message) => {
    const error = errorFor(args, variables);
    expect((error as GraphQLError).message).toBe(message);
    expect(isWrongArgument(error)).toBe(true);
  });

  it('rejects an error of a resolver with the same text', () => {
    const message = 'Argument "id" of non-null type "Int!" must not be null.';
    expect(isWrongArgument(new GraphQLError(message, { originalError: new Error(message) }))).toBe(false);
    expect(isWrongArgument(new Error(message))).toBe(false);
  });

  it('rejects other errors of graphql-js', () => {
    expect(isWrongArgument(new GraphQLError('Cannot return null for non-nullable field Query.thing.'))).toBe(
      false,
    );
  });
});
