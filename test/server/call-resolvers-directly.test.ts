import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { isObjectType, type GraphQLSchema } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  buildSchemaSync,
  Ctx,
  Field,
  FieldResolver,
  Info,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
  UseMiddleware,
} from 'type-graphql';
import { callResolversDirectly } from '../../server/call-resolvers-directly';

@ObjectType()
class Shelf {
  @Field(() => String)
  name!: string;
}

@ArgsType()
class Lengths {
  @Field(() => Int, { nullable: true })
  least?: number | null;
}

@ArgsType()
class Range extends Lengths {
  @Field(() => Int)
  most: number = 7;
}

@InputType()
class Filter {
  @Field(() => String)
  word!: string;
}

@Resolver(() => Shelf)
class ShelfResolver {
  @Query(() => Shelf)
  shelf(@Arg('name', () => String) name: string) {
    return { name };
  }

  @UseMiddleware(async (_data, next) => `${await next()} and more`)
  @FieldResolver(() => String)
  wrapped(@Arg('word', () => String) word: string) {
    return word;
  }

  @FieldResolver(() => String)
  informed(@Info() info: unknown) {
    return typeof info;
  }

  @FieldResolver(() => String)
  one(
    @Arg('word', () => String, { nullable: true }) word: string | null = 'none',
    @Root() shelf: Pick<Shelf, 'name'>,
    @Arg('numbers', () => [Int], { nullable: true }) numbers: readonly number[] | null,
    @Ctx() context: { readonly viewer: string },
  ) {
    return JSON.stringify({ word, name: shelf.name, numbers, viewer: context.viewer });
  }

  @FieldResolver(() => String)
  range(@Args(() => Range) range: Range, @Arg('unit', () => String) unit: string) {
    return JSON.stringify({ class: range.constructor.name, range, unit });
  }

  @FieldResolver(() => String)
  filtered(@Arg('filter', () => Filter) filter: Filter) {
    return filter.constructor.name;
  }

  @FieldResolver(() => String)
  failing(@Arg('word', () => String) word: string): string {
    throw new Error(word);
  }
}

type Call = (args: Readonly<Record<string, unknown>>, source?: object) => unknown;

function callOf(schema: GraphQLSchema, field: string): Call {
  const type = schema.getType('Shelf');
  const resolve = isObjectType(type) ? type.getFields()[field]?.resolve : undefined;
  // No resolver here uses the info argument of graphql-js.
  return (args, source = { name: 'B' }) => resolve?.(source, args, { viewer: 'me' }, undefined as never);
}

describe('a resolver that is called directly', () => {
  const byTypeGraphql = buildSchemaSync({ resolvers: [ShelfResolver], validate: false });
  const direct = buildSchemaSync({ resolvers: [ShelfResolver], validate: false });
  callResolversDirectly(direct, [ShelfResolver]);

  it.each([
    ['one', {}],
    ['one', { word: null }],
    ['one', { word: 'x', numbers: [1, 2] }],
    ['range', { unit: 'm' }],
    ['range', { unit: 'm', least: null, most: 3, other: 4 }],
  ])('%s %j returns synchronously what type-graphql returns as a promise', async (field, args) => {
    const answer = callOf(direct, field)(args);
    expect(typeof answer).toBe('string');
    expect(answer).toBe(await callOf(byTypeGraphql, field)(args));
  });

  it('throws synchronously', () => {
    expect(() => callOf(direct, 'failing')({ word: 'no' })).toThrow('no');
  });

  it('can resolve a query field', () => {
    const resolve = direct.getQueryType()?.getFields()['shelf']?.resolve;
    expect(resolve?.({}, { name: 'C' }, {}, undefined as never)).toEqual({ name: 'C' });
  });

  it('keeps the middleware and info of type-graphql', async () => {
    expect(await callOf(direct, 'wrapped')({ word: 'one' })).toBe('one and more');
    expect(await callOf(direct, 'informed')({})).toBe('undefined');
  });

  it('still returns a promise if it is not in the given list', async () => {
    const others = buildSchemaSync({ resolvers: [ShelfResolver], validate: false });
    callResolversDirectly(others, []);
    expect(callOf(others, 'one')({})).toBeInstanceOf(Promise);
  });

  it('receives input objects as instances of their classes', async () => {
    expect(await callOf(direct, 'filtered')({ filter: { word: 'x' } })).toBe('Filter');
  });
});
