import 'reflect-metadata';
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  specifiedDirectives,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { buildSchemaSync, getMetadataStorage } from 'type-graphql';
import { enforceAccess } from './auth/enforce-access';
import { callResolversDirectly } from './call-resolvers-directly';
import { RESOLVERS } from './resolvers';
import { applyDirectives, SCHEMA_DIRECTIVES } from './schema-directives';

export function buildSchema(): GraphQLSchema {
  // graphql-js reads plain properties ten times faster than type-graphql's default resolver.
  for (const type of getMetadataStorage().objectTypes) type.simpleResolvers = true;
  const schema = buildSchemaSync({
    resolvers: [...RESOLVERS],
    validate: false,
    // By default, type-graphql omits the types of an interface that only nested fields return.
    orphanedTypes: getMetadataStorage()
      .objectTypes.filter(({ interfaceClasses = [] }) => interfaceClasses.length > 0)
      .map(({ target }) => target),
    directives: [...specifiedDirectives, ...SCHEMA_DIRECTIVES],
  });
  makeOneOf(schema);
  callResolversDirectly(schema, RESOLVERS);
  resolveTypesSynchronously(schema);
  describeRoots(schema);
  completePayloads(schema);
  describeNulls(schema);
  applyDirectives(schema);
  enforceAccess(schema);
  return schema;
}

/** type-graphql has no option for `@oneOf` input types. */
function makeOneOf(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isInputObjectType)) {
    if (type.extensions['oneOf'] === true) type.isOneOf = true;
  }
}

/** By default, type-graphql creates a promise for each object of an abstract type. */
function resolveTypesSynchronously(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = (value: { __typename: string }) => value.__typename;
  }
}

/** type-graphql creates the root types without descriptions. */
function describeRoots(schema: GraphQLSchema): void {
  const query = schema.getQueryType();
  const mutation = schema.getMutationType();
  if (query) query.description = 'All queries.';
  if (mutation) {
    mutation.description =
      'All commands. A command succeeds completely, or changes nothing and returns refusals. A command answers null only beside an error, which does not affect the other commands.';
  }
}

/**
 * Adds a `query` field to each payload, so that a client can read any data after the command. Mutation fields and
 * `query` are nullable, so that an error elsewhere does not remove the payload of a completed command.
 */
function completePayloads(schema: GraphQLSchema): void {
  const query = schema.getQueryType();
  if (!query) throw new Error('The schema has no query type.');
  for (const mutation of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    mutation.type = getNullableType(mutation.type);
    mutation.extensions = { ...mutation.extensions, semanticNonNull: true };
    const payload = getNamedType(mutation.type);
    if (!isObjectType(payload)) throw new Error(`${mutation.name} must return an object type.`);
    payload.getFields()['query'] = {
      name: 'query',
      description: 'The query root, for reading any data after the command.',
      type: query,
      args: [],
      resolve: () => ({}),
      deprecationReason: undefined,
      extensions: { semanticNonNull: true },
      astNode: undefined,
    } satisfies ReturnType<GraphQLObjectType['getFields']>[string];
  }
}

/** Introspection does not show directives, so the descriptions state the same. */
function describeNulls(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.extensions['semanticNonNull'] === true)
        field.description = `${field.description ?? ''} Null only beside an error.`;
    }
  }
}
