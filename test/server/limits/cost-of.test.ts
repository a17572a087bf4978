import { expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { costOf } from '../../../server/limits/cost-of';
import { LIMITS } from '../../../server/limits/limits';

// server/limits/limit-operations.ts recognizes the error by this text.
it('the installed graphql-query-complexity names its limit in the error for too many nodes', () => {
  const schema = buildSchema('type Query { name: String }');
  const names = (count: number) => parse(`{ ${'name '.repeat(count)} }`);
  const cost = (count: number) => costOf(schema, names(count), {}, undefined);
  expect(cost(LIMITS.cost - 1)).toBe(0);
  expect(() => cost(LIMITS.cost)).toThrow('Query exceeds the maximum allowed number of nodes.');
});
