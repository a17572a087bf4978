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

export const DEFAULT_LIST_SIZE = 3;

/** The cost is the number of objects that the operation can touch with these variables. */
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
    estimators: [estimateObjects],
    // The estimator throws beyond this number of fields after fragment expansion.
    maxQueryNodes: LIMITS.cost,
  });
}

/** A leaf is free, a list costs as much as its objects, and a connection costs as much as its page. */
function estimateObjects({ type, field, args, childComplexity }: ComplexityEstimatorArgs): number {
  if (type.name.startsWith('__') || field.name.startsWith('__')) return 0;
  const namedType = getNamedType(field.type);
  if (!isCompositeType(namedType)) return 0;
  const fieldCost = Number(field.extensions['cost'] ?? 1);
  if (namedType.name.endsWith('Connection')) return fieldCost + pageSize(args) * Math.max(1, childComplexity);
  if (!isListType(getNullableType(field.type))) return fieldCost + childComplexity;
  // The field that returns the connection multiplies this cost by the page size.
  if (type.name.endsWith('Connection')) return 1 + childComplexity;
  return listSize(field.extensions['size'], args) * (fieldCost + childComplexity);
}

function pageSize(args: Readonly<Record<string, unknown>>): number {
  return Math.max(0, Number(args['first'] ?? args['last'] ?? 0));
}

function listSize(declaredSize: unknown, args: Readonly<Record<string, unknown>>): number {
  return Array.isArray(args['ids']) ? args['ids'].length : Number(declaredSize ?? DEFAULT_LIST_SIZE);
}
