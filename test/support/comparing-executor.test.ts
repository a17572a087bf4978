import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { executeByGraphqlJs, withoutUnexplainedNulls } from './comparing-executor';

describe('the reference execution', () => {
  const schema = buildSchema('type Query { marked: Int  unmarked: Int }');
  const marked = schema.getQueryType()?.getFields()['marked'];
  if (marked) marked.extensions = { semanticNonNull: true };
  const execution = { document: parse('{ marked unmarked }'), context: {} } as never;

  it.each([
    ['at once', () => null],
    ['later', async () => undefined],
  ])(
    'fails on a null without an error in a field marked @semanticNonNull, resolved %s',
    async (_when, resolve) => {
      if (marked) marked.resolve = resolve;
      const { data, errors = [] } = await executeByGraphqlJs(withoutUnexplainedNulls(schema), execution);
      expect(data).toEqual({ marked: null, unmarked: null });
      expect(errors.map(({ message }) => message)).toEqual(['Query.marked is null without an error.']);
    },
  );

  it('accepts other values', async () => {
    if (marked) marked.resolve = () => 0;
    const answer = await executeByGraphqlJs(withoutUnexplainedNulls(schema), execution);
    expect(answer).toEqual({ data: { marked: 0, unmarked: null } });
  });
});
