import { getVariableValues, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { ReadVariables } from '../request/request-context';
import { say } from '../messages';
import { countInWords } from '../messages/language';
import { LimitError } from './limit-error';
import { LIMITS } from './limits';

export type Coerced = Readonly<Record<string, unknown>>;

/** Each error prints the value around it: together they print about as much as this. */
const MAX_PRINTED_CHARACTERS = 2_000_000;

/** Minimum length of a printed value. */
const CHARACTERS_A_VALUE = 8;

/**
 * Coerces the variables that an operation declares. Their sizes are limited first, because coercion visits every item
 * of a list.
 */
export function readVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): ReadVariables {
  const characters = lengthWithinLimits(
    variableDefinitions.map(({ variable }) => variables[variable.name.value]),
  );
  const maxErrors = Math.floor(MAX_PRINTED_CHARACTERS / (1 + characters));
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, variables, {
    maxErrors: Math.max(1, Math.min(LIMITS.variableErrors, maxErrors)),
  });
  return coerced === undefined ? { errors: errors.map(asBadInput) } : { coerced };
}

/** graphql-js gives these errors no code, so that its "too many errors" would pass for a fault of the server. */
function asBadInput({ message, nodes, originalError }: GraphQLError): GraphQLError {
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    originalError: originalError ?? null,
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/**
 * About how many characters the values have. It does not recurse: values may be nested as deep as a body is long.
 */
function lengthWithinLimits(given: readonly unknown[]): number {
  let characters = 0;
  let values = 0;
  const waiting = [...given];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string') characters += value.length;
    if (typeof value !== 'object' || value === null) continue;
    const parts: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    if (Array.isArray(value)) {
      refuseMoreThan(LIMITS.listItems, parts.length, 'limit.listItems');
    } else {
      // graphql-js compares each unknown field with all known ones.
      refuseMoreThan(LIMITS.objectFields, parts.length, 'limit.objectFields');
      for (const key of Object.keys(value)) characters += key.length;
    }
    values += parts.length;
    refuseMoreThan(LIMITS.variableValues, values, 'limit.variableValues');
    waiting.push(...parts);
  }
  return characters + CHARACTERS_A_VALUE * values;
}

function refuseMoreThan(
  most: number,
  count: number,
  key: 'limit.listItems' | 'limit.objectFields' | 'limit.variableValues',
): void {
  if (count <= most) return;
  throw new LimitError('TOO_MANY_ITEMS', say(key, { count: countInWords(count), most: countInWords(most) }));
}
