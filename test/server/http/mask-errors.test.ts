import { expect, it } from '@jest/globals';
import { buildSchema, MaxIntrospectionDepthRule, parse, validate } from 'graphql';
import { showError } from '../../../server/http/mask-errors';

const schema = buildSchema('type Query { a: Int query: Query }');

/** The message that the installed graphql-js gives up with. */
function messageOf(giveUp: () => readonly Error[]): string {
  try {
    return giveUp().at(-1)?.message ?? '';
  } catch (error) {
    return (error as Error).message;
  }
}

function parsed(text: string, maxTokens = Infinity): readonly Error[] {
  parse(text, { maxTokens });
  return [];
}

it.each<[string, () => readonly Error[], string]>([
  ['too many tokens', () => parsed('{ a a a }', 3), 'TOO_MANY_TOKENS'],
  ['too much nesting', () => parsed(`{ a(b: ${'['.repeat(20_000)}`), 'TOO_DEEP'],
  [
    'too many mistakes',
    () => validate(schema, parse('{ x y z }'), undefined, { maxErrors: 2 }),
    'TOO_MANY_ERRORS',
  ],
  [
    'too much to compare',
    () => validate(schema, parse(`{ ${'query { a } '.repeat(1000)} }`)),
    'TOO_EXPENSIVE',
  ],
  [
    'introspection that goes round in circles',
    () =>
      validate(
        schema,
        parse(`{ __schema { types { ${'fields { type { '.repeat(4)} name ${'} }'.repeat(4)} } } }`),
        [MaxIntrospectionDepthRule],
      ),
    'INTROSPECTION_TOO_DEEP',
  ],
])('what graphql-js says of %s has a code of ours', (_what, giveUp, code) => {
  const message = messageOf(giveUp);
  const shown = showError({ message, extensions: { code: 'GRAPHQL_PARSE_FAILED' } }, new Error(message));
  expect(shown.extensions).toEqual({ code });
});
