import { getVariableValues, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { VariablesResult } from '../request/request-context';
import { sentence } from '../messages';
import { LimitError } from './limit-error';
import { LIMITS } from './limits';

export type CoercedVariables = Readonly<Record<string, unknown>>;

/**
 * Approximate limit on the total length of error messages. Each message prints the whole value that contains the error.
 */
const MAX_PRINTED_CHARACTERS = 2_000_000;

const CHARACTERS_PER_VALUE = 8;

/** Coerces the declared variables of an operation. Sizes are checked first, because coercion visits every item. */
export function readVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): VariablesResult {
  const characters = checkedLength(variableDefinitions.map(({ variable }) => variables[variable.name.value]));
  const maxErrors = Math.floor(MAX_PRINTED_CHARACTERS / (1 + characters));
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, variables, {
    maxErrors: Math.max(1, Math.min(LIMITS.variableErrors, maxErrors)),
  });
  return coerced === undefined ? { errors: errors.map(toBadUserInput) } : { coerced };
}

/** graphql-js gives these errors no code. Without a code, its "too many errors" error would count as a server fault. */
function toBadUserInput({ message, nodes, originalError }: GraphQLError): GraphQLError {
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    originalError: originalError ?? null,
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/**
 * Checks the size limits and estimates the printed length. Not recursive, because values can be nested as deeply as the
 * body is long.
 */
function checkedLength(variables: readonly unknown[]): number {
  let characters = 0;
  let values = 0;
  const pending = [...variables];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value === 'string') characters += value.length;
    if (typeof value !== 'object' || value === null) continue;
    const children: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    if (Array.isArray(value)) {
      refuseMoreThan(LIMITS.listItems, children.length, 'limit.listItems');
    } else {
      // graphql-js compares each unknown field with all known fields.
      refuseMoreThan(LIMITS.objectFields, children.length, 'limit.objectFields');
      for (const key of Object.keys(value)) characters += key.length;
    }
    values += children.length;
    refuseMoreThan(LIMITS.variableValues, values, 'limit.variableValues');
    pending.push(...children);
  }
  return characters + CHARACTERS_PER_VALUE * values;
}

function refuseMoreThan(
  max: number,
  count: number,
  key: 'limit.listItems' | 'limit.objectFields' | 'limit.variableValues',
): void {
  if (count <= max) return;
  throw new LimitError('TOO_MANY_ITEMS', sentence(key, { count, max }));
}
