import { describe, expect, it } from '@jest/globals';
import {
  getNamedType,
  GraphQLString,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import 'reflect-metadata';
import {
  buildSchemaSync,
  createUnionType,
  Field,
  InterfaceType,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { Allow, ANYONE, Open, OWN_ORGANIZATION, Private } from '../../../schema/access';
import { accessGaps, enforceAccess } from '../../../server/auth/enforce-access';
import { buildSchema } from '../../../server/build-schema';

const schema = buildSchema();
const roots = (of: GraphQLSchema) =>
  [of.getQueryType(), of.getMutationType()].flatMap((type) => Object.values(type?.getFields() ?? {}));

describe('the schema', () => {
  it('declares and describes who may access each root field', () => {
    expect(accessGaps(schema)).toEqual([]);
    expect(roots(schema).length).toBeGreaterThan(15);
    for (const field of roots(schema))
      expect([field.name, field.description]).toEqual([field.name, expect.stringMatching(/\n\nFor: .+\.$/)]);
  });

  it('declares who may access each field that leads to private data', () => {
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

  it('declares who may access each organization field, and describes it unless the field is public', () => {
    const fields = Object.values(objectType(schema, 'Organization').getFields());
    const forAnyone = fields.filter(({ extensions }) => extensions['access'] === ANYONE);
    expect(forAnyone.map(({ name }) => name).sort()).toEqual([
      'city',
      'country',
      'description',
      'displayedCompetencies',
      'id',
      'key',
      'languages',
      'marketingProfile',
      'name',
      'website',
    ]);
    for (const field of fields) {
      expect(field.extensions['access']).toBeDefined();
      expect(/\n\nFor: /.test(field.description ?? '')).toBe(!forAnyone.includes(field));
    }
  });

  it('does not guard public fields', () => {
    expect(objectType(schema, 'Organization').getFields()['name']?.resolve).toBeUndefined();
    expect(objectType(schema, 'Organization').getFields()['market']?.resolve).toBeDefined();
  });

  it('describes access in plain words', () => {
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

describe('an undeclared change to the schema', () => {
  it('is reported for a field of a partly public type', () => {
    const changed = buildSchema();
    plant(changed, 'Organization', 'revenue', GraphQLString);
    expect(accessGaps(changed)).toEqual(['Organization.revenue']);
    expect(() => enforceAccess(changed)).toThrow(/\nOrganization\.revenue$/);
  });

  it('is reported for a root field', () => {
    const changed = buildSchema();
    plant(changed, 'Query', 'revenues', GraphQLString);
    expect(accessGaps(changed)).toEqual(['Query.revenues']);
  });

  it('is reported for a type that has lost its declaration', () => {
    const changed = buildSchema();
    objectType(changed, 'Money').extensions = {};
    expect(accessGaps(changed)).toEqual(['Money']);
  });

  it('is reported at every root field that would lead to private data', () => {
    const changed = buildSchema();
    plant(changed, 'Policy', 'auditEntries', objectType(changed, 'AuditEntryConnection'));
    // Every `CompetencyRules` leads to its catalogue, and so to the policy.
    expect(accessGaps(changed)).toEqual([
      'Organization.displayedCompetencies',
      'Organization.marketingProfile',
      'Query.benefitDifference',
      'Query.catalogue',
      'Query.catalogueVersions',
      'Query.catalogueVersion',
      'Query.centers',
      'Query.competencies',
      'Query.competency',
      'Query.credentials',
      'Query.credential',
      'Query.benefits',
      'Query.policy',
    ]);
  });

  it('is allowed for a field of an open type that leads to public data', () => {
    const changed = buildSchema();
    plant(changed, 'Money', 'words', GraphQLString);
    expect(accessGaps(changed)).toEqual([]);
  });
});

describe('a schema with gaps', () => {
  @InterfaceType('Written')
  abstract class Written {
    @Allow(ANYONE)
    @Field(() => String)
    title!: string;
  }

  @Private()
  @ObjectType('Diary', { implements: Written })
  class Diary extends Written {
    @Field(() => String)
    text!: string;
  }

  @Open()
  @ObjectType('Poster', { implements: Written })
  class Poster extends Written {}

  const Paper = createUnionType({ name: 'Paper', types: () => [Poster, Diary] as const });

  @Open()
  @ObjectType('Shelf')
  class Shelf {
    @Field(() => [Diary])
    diaries!: Diary[];
  }

  @Open()
  @ObjectType('Pile')
  class Pile {
    @Field(() => [Paper])
    papers!: (typeof Paper)[];
  }

  @ObjectType('Safe')
  class Safe {
    @Allow(OWN_ORGANIZATION)
    @Field(() => Diary)
    locked!: Diary;

    @Allow(ANYONE)
    @Field(() => Written)
    inTheDoor!: Written;

    @Field(() => String)
    code!: string;
  }

  @ObjectType('Forgotten')
  class Forgotten {
    @Field(() => String)
    text!: string;

    @Field(() => String)
    author!: string;
  }

  @Resolver()
  class Questions {
    @Query(() => String)
    undeclared(): string {
      return '';
    }

    @Allow(ANYONE)
    @Query(() => [Diary])
    diaries(): Diary[] {
      return [];
    }

    @Allow(ANYONE)
    @Query(() => Shelf)
    shelf(): Shelf | null {
      return null;
    }

    @Allow(ANYONE)
    @Query(() => Paper)
    paper(): typeof Paper | null {
      return null;
    }

    @Allow(ANYONE)
    @Query(() => Written)
    written(): Written | null {
      return null;
    }

    @Allow(ANYONE)
    @Query(() => Pile)
    pile(): Pile | null {
      return null;
    }

    @Allow(ANYONE)
    @Query(() => Safe)
    safe(): Safe | null {
      return null;
    }

    @Allow(ANYONE)
    @Query(() => Poster)
    poster(): Poster | null {
      return null;
    }

    @Allow(ANYONE)
    @Query(() => Forgotten)
    forgotten(): Forgotten | null {
      return null;
    }

    @Allow({ ...ANYONE, authorizesEachObject: true })
    @Query(() => Written)
    looksAtEach(): Written | null {
      return null;
    }

    @Allow(OWN_ORGANIZATION)
    @Query(() => Diary)
    own(): Diary | null {
      return null;
    }
  }

  const gapped = buildSchemaSync({ resolvers: [Questions], validate: false });
  const gaps = accessGaps(gapped);

  it('is refused with a list of the gaps', () => {
    expect(() => enforceAccess(gapped)).toThrow(gaps.join('\n'));
  });

  it.each([
    ['a root field that declares nothing', 'Query.undeclared'],
    ['private data for anyone', 'Query.diaries'],
    ['private data behind an open type', 'Query.shelf'],
    ['a private member of a union', 'Query.paper'],
    ['a private type behind an interface', 'Query.written'],
    ['a private member of a union behind an open type', 'Query.pile'],
    ['a private type behind an interface, below the root', 'Safe.inTheDoor'],
    ['an undeclared field of a type that declares the others', 'Safe.code'],
    ['a type without any declaration', 'Forgotten'],
  ])('has this gap: %s', (_, gap) => {
    expect(gaps).toContain(gap);
  });

  it('has no other gap', () => {
    expect(gaps).toHaveLength(9);
  });
});

function objectType(of: GraphQLSchema, name: string): GraphQLObjectType {
  const type = of.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is no object type.`);
  return type;
}

function plant(into: GraphQLSchema, owner: string, name: string, type: GraphQLOutputType): void {
  objectType(into, owner).getFields()[name] = {
    name,
    type,
    args: [],
    description: null,
    deprecationReason: null,
    extensions: {},
    astNode: null,
  };
}
