import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { getComplexity, type ComplexityEstimatorArgs } from 'graphql-query-complexity';
import { LIMITS } from './limits';

/** How long a list is taken to be that does not say it. */
const USUAL_LIST = 3;

/** What an operation costs, in objects that it may touch, with the values of its variables. */
export function costOf(
  schema: GraphQLSchema,
  query: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  operationName: string | undefined,
): number {
  return getComplexity({
    schema,
    query,
    variables: { ...variables },
    ...(operationName === undefined ? {} : { operationName }),
    estimators: [objectsTouched],
    // Beyond this many fields, after fragments are spread, the answer is "too many" whatever they are.
    maxQueryNodes: LIMITS.cost,
  });
}

/** A leaf comes free with its object; a list costs its objects; a connection costs its page. */
function objectsTouched({ type, field, args, childComplexity }: ComplexityEstimatorArgs): number {
  if (type.name.startsWith('__') || field.name.startsWith('__')) return 0;
  const named = getNamedType(field.type);
  if (!isCompositeType(named)) return 0;
  const declared = Number(field.extensions['cost'] ?? 1);
  if (named.name.endsWith('Connection')) return declared + pageSize(args) * Math.max(1, childComplexity);
  if (!isListType(getNullableType(field.type))) return declared + childComplexity;
  // The edges and nodes of a connection have been multiplied by its page.
  if (type.name.endsWith('Connection')) return 1 + childComplexity;
  return listSize(field.extensions['size'], args) * (declared + childComplexity);
}

function pageSize(args: Readonly<Record<string, unknown>>): number {
  return Math.max(0, Number(args['first'] ?? args['last'] ?? 0));
}

function listSize(declared: unknown, args: Readonly<Record<string, unknown>>): number {
  return Array.isArray(args['ids']) ? args['ids'].length : Number(declared ?? USUAL_LIST);
}
