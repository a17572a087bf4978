import { expect, it } from '@jest/globals';
import { buildSchema, MaxIntrospectionDepthRule, parse, validate } from 'graphql';
import { LIMITS } from '../../../server/limits/limits';
import { maskError } from '../../../server/http/mask-errors';

const schema = buildSchema('type Query { a: Int query: Query }');

function messageOf(fail: () => readonly Error[]): string {
  try {
    return fail().at(-1)?.message ?? '';
  } catch (error) {
    return (error as Error).message;
  }
}

function parseDocument(text: string, maxTokens = Infinity): readonly Error[] {
  parse(text, { maxTokens });
  return [];
}

it.each<[string, () => readonly Error[], string, object?]>([
  ['too many tokens', () => parseDocument('{ a a a }', 3), 'TOO_MANY_TOKENS', { max: LIMITS.tokens }],
  ['too much nesting', () => parseDocument(`{ a(b: ${'['.repeat(20_000)}`), 'TOO_DEEP'],
  [
    'too many errors',
    () => validate(schema, parse('{ x y z }'), undefined, { maxErrors: 2 }),
    'TOO_MANY_ERRORS',
  ],
  [
    'too many repeated fields',
    () => validate(schema, parse(`{ ${'query { a } '.repeat(1000)} }`)),
    'TOO_EXPENSIVE',
    { max: LIMITS.definitions },
  ],
  [
    'recursive introspection',
    () =>
      validate(
        schema,
        parse(`{ __schema { types { ${'fields { type { '.repeat(4)} name ${'} }'.repeat(4)} } } }`),
        [MaxIntrospectionDepthRule],
      ),
    'INTROSPECTION_TOO_DEEP',
  ],
])('maskError adds a code to the graphql-js error for %s', (_case, fail, code, values = {}) => {
  const message = messageOf(fail);
  const shown = maskError({ message, extensions: { code: 'GRAPHQL_PARSE_FAILED' } }, new Error(message));
  expect(shown.extensions).toEqual({ code, ...values });
});
