import {
  DirectiveLocation,
  getNamedType,
  getNullableType,
  GraphQLBoolean,
  GraphQLDirective,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { DEFAULT_LIST_SIZE } from './limits/cost-of';

const strings = new GraphQLList(new GraphQLNonNull(GraphQLString));

/** The directives of the contract. They describe fields to tools, and no request may use them. */
export const SCHEMA_DIRECTIVES: readonly GraphQLDirective[] = [
  new GraphQLDirective({
    name: 'cost',
    description:
      'The static price of a field in points, as in the cost directives specification of IBM. Default: 1 for an object, 0 for a scalar.',
    locations: [DirectiveLocation.FIELD_DEFINITION],
    args: { weight: { type: new GraphQLNonNull(GraphQLString), description: 'The price in points.' } },
  }),
  new GraphQLDirective({
    name: 'listSize',
    description: 'The number of objects that a list is priced for.',
    locations: [DirectiveLocation.FIELD_DEFINITION],
    args: {
      assumedSize: { type: GraphQLInt, description: 'The number for a list without page arguments.' },
      slicingArguments: { type: strings, description: 'The arguments that set the number.' },
      sizedFields: { type: strings, description: 'The fields below that have this number of objects.' },
      requireOneSlicingArgument: {
        type: new GraphQLNonNull(GraphQLBoolean),
        defaultValue: true,
        description: 'Whether one of the arguments must be given.',
      },
    },
  }),
  new GraphQLDirective({
    name: 'semanticNonNull',
    description: 'The field is null only beside an error.',
    locations: [DirectiveLocation.FIELD_DEFINITION],
    args: {
      levels: {
        type: new GraphQLList(GraphQLInt),
        defaultValue: [0],
        description: 'The levels of a list to which the statement applies; 0 is the field itself.',
      },
    },
  }),
];

/** Attaches the directives that follow from the decorators in schema/, so that printing the schema includes them. */
export function applyDirectives(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(isObjectType(type) || isInterfaceType(type)) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const directives = directivesOf(type.name, field);
      if (Object.keys(directives).length > 0) field.extensions = { ...field.extensions, directives };
    }
  }
}

function directivesOf(owner: string, field: GraphQLField<unknown, unknown>): Record<string, object> {
  const { cost, semanticNonNull } = field.extensions;
  const listSize = listSizeOf(owner, field);
  return {
    ...(typeof cost === 'number' && { cost: { weight: String(cost) } }),
    ...(listSize && { listSize }),
    ...(semanticNonNull === true && { semanticNonNull: {} }),
  };
}

/** Only lists of objects have a price. The fields of a connection are priced where the connection is requested. */
function listSizeOf(owner: string, field: GraphQLField<unknown, unknown>): object | null {
  const namedType = getNamedType(field.type);
  if (!isCompositeType(namedType) || owner.endsWith('Connection')) return null;
  if (namedType.name.endsWith('Connection'))
    return { slicingArguments: ['first', 'last'], sizedFields: ['edges', 'nodes'] };
  if (!isListType(getNullableType(field.type))) return null;
  // The price of `nodes` depends on the number of ids.
  if (field.args.some(({ name }) => name === 'ids')) return null;
  return { assumedSize: field.extensions['size'] ?? DEFAULT_LIST_SIZE };
}
