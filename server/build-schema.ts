import 'reflect-metadata';
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isInputObjectType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { buildSchemaSync, getMetadataStorage } from 'type-graphql';
import { enforceAccess } from './auth/enforce-access';
import { callDirectly } from './call-directly';
import { RESOLVERS } from './resolvers';

/** The executable schema: what the classes in schema/ and resolvers/ declare, completed in one place. */
export function buildSchema(): GraphQLSchema {
  // Fields without code of ours are read by graphql-js itself; type-graphql's own resolver is ten times slower.
  for (const type of getMetadataStorage().objectTypes) type.simpleResolvers = true;
  const schema = buildSchemaSync({ resolvers: [...RESOLVERS], validate: false });
  callDirectly(schema, RESOLVERS);
  tellTypesAtOnce(schema);
  describeRoots(schema);
  makeOneOf(schema, 'SuppositionInput');
  completePayloads(schema);
  enforceAccess(schema);
  return schema;
}

/** Exactly one field of the input is given. type-graphql has no word for it. */
function makeOneOf(schema: GraphQLSchema, name: string): void {
  const input = schema.getType(name);
  if (!isInputObjectType(input)) throw new Error(`${name} is no input.`);
  input.isOneOf = true;
}

/** Every object behind an interface or a union says of what type it is; type-graphql would make a promise of it. */
function tellTypesAtOnce(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = (value: { __typename: string }) => value.__typename;
  }
}

/** type-graphql makes the roots itself and gives them no description. */
function describeRoots(schema: GraphQLSchema): void {
  const query = schema.getQueryType();
  const mutation = schema.getMutationType();
  if (query) query.description = 'Everything that can be asked.';
  if (mutation) {
    mutation.description =
      'Everything that can be done. A command is done whole or not at all, and answers with refusals when it is not. A command answers null only beside an error, which leaves the answers of the other commands.';
  }
}

/**
 * Each payload leads back to the root, so that a client may read anything after its change. Mutation fields and that
 * way back are nullable: an error in one place must not take away the answer of a command that was done.
 */
function completePayloads(schema: GraphQLSchema): void {
  const query = schema.getQueryType();
  if (!query) throw new Error('The schema has no query.');
  for (const mutation of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    mutation.type = getNullableType(mutation.type);
    const payload = getNamedType(mutation.type);
    if (!isObjectType(payload)) throw new Error(`${mutation.name} must answer with a payload.`);
    payload.getFields()['query'] = {
      name: 'query',
      description: 'The root, to read anything after the change; null only beside an error.',
      type: query,
      args: [],
      resolve: () => ({}),
      deprecationReason: undefined,
      extensions: {},
      astNode: undefined,
    } satisfies ReturnType<GraphQLObjectType['getFields']>[string];
  }
}
