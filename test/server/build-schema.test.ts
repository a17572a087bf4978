import { describe, expect, it } from '@jest/globals';
import { getNamedType, isNonNullType, isObjectType, type GraphQLField } from 'graphql';
import { buildSchema } from '../../server/build-schema';

describe('the schema', () => {
  const schema = buildSchema();
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const isRequired = ({ type }: GraphQLField<unknown, unknown>) => isNonNullType(type);

  it('makes every mutation field nullable, so that the answers of other commands survive an error', () => {
    expect(mutations.length).toBeGreaterThan(25);
    expect(mutations.filter(isRequired).map(({ name }) => name)).toEqual([]);
    expect(schema.getMutationType()?.description).toContain('A command answers null only beside an error');
  });

  it('makes `query` of every payload nullable, so that the rest of the payload survives an error in it', () => {
    const payloads = mutations.map(({ type }) => getNamedType(type)).filter(isObjectType);
    expect(payloads).toHaveLength(mutations.length);
    for (const payload of payloads) {
      const query = payload.getFields()['query'];
      expect(query?.type).toBe(schema.getQueryType());
      expect(query?.description).toContain('null only beside an error');
    }
  });
});
