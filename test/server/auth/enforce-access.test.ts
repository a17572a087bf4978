import { describe, expect, it } from '@jest/globals';
import { getNamedType, isObjectType, type GraphQLSchema } from 'graphql';
import 'reflect-metadata';
import { buildSchemaSync, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { Allow, ANYONE, OWN_ORGANIZATION, Private } from '../../../schema/access';
import { accessGaps, enforceAccess } from '../../../server/auth/enforce-access';
import { buildSchema } from '../../../server/build-schema';

const schema = buildSchema();
const roots = (of: GraphQLSchema) =>
  [of.getQueryType(), of.getMutationType()].flatMap((type) => Object.values(type?.getFields() ?? {}));

describe('the schema', () => {
  it('declares for whom each root field is, and says so in its description', () => {
    expect(accessGaps(schema)).toEqual([]);
    expect(roots(schema).length).toBeGreaterThan(15);
    for (const field of roots(schema))
      expect([field.name, field.description]).toEqual([field.name, expect.stringMatching(/\n\nFor: .+\.$/)]);
  });

  it('declares for whom each field is that leads to private data', () => {
    const guarded = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type: type.name, field })))
      .filter(
        ({ type, field }) =>
          /^(ApiKey|AuditEntry)Connection$/.test(getNamedType(field.type).name) && type !== 'Query',
      );
    expect(guarded.map(({ type, field }) => `${type}.${field.name}`).sort()).toEqual([
      'Organization.apiKeys',
      'Organization.auditEntries',
    ]);
    for (const { field } of guarded) expect(field.extensions['access']).toBeDefined();
  });

  it('says for whom in words that a partner understands', () => {
    const description = (name: string) =>
      roots(schema)
        .find((field) => field.name === name)
        ?.description?.split('\n')
        .at(-1);
    expect(description('competencies')).toBe('For: anyone.');
    expect(description('organizations')).toBe("For: the vendor's agents.");
    expect(description('createApiKey')).toBe("For: admins of the organization, the vendor's agents.");
  });
});

describe('a schema with a gap', () => {
  @Private()
  @ObjectType('Diary')
  class Diary {
    @Field(() => String)
    text!: string;
  }

  @ObjectType('Shelf')
  class Shelf {
    @Field(() => [Diary])
    diaries!: Diary[];

    @Allow(OWN_ORGANIZATION)
    @Field(() => Diary)
    locked!: Diary;
  }

  @ObjectType('Safe')
  class Safe {
    @Allow(OWN_ORGANIZATION)
    @Field(() => Diary)
    locked!: Diary;
  }

  @Resolver()
  class Gaps {
    @Query(() => String)
    undeclared(): string {
      return '';
    }

    @Allow(ANYONE)
    @Query(() => [Diary])
    open(): Diary[] {
      return [];
    }

    @Allow(ANYONE)
    @Query(() => Shelf)
    shelf(): Shelf | null {
      return null;
    }

    @Allow(ANYONE)
    @Query(() => Safe)
    safe(): Safe | null {
      return null;
    }

    @Allow(OWN_ORGANIZATION)
    @Query(() => Diary)
    own(): Diary | null {
      return null;
    }
  }

  it('is not built, and each way to private data is named, also the roundabout one', () => {
    const gapped = buildSchemaSync({ resolvers: [Gaps], validate: false });
    expect(accessGaps(gapped)).toEqual(['Query.undeclared', 'Query.open', 'Query.shelf']);
    expect(() => enforceAccess(gapped)).toThrow(/Query\.undeclared\nQuery\.open\nQuery\.shelf$/);
  });
});
