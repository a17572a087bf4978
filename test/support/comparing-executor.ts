import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  defaultFieldResolver,
  execute,
  GraphQLSchema,
  OperationTypeNode,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLFieldConfig,
} from 'graphql';
import { Executor, type ExecutionRequest } from '../../server/execution/executor';
import type { RequestContext } from '../../server/request/request-context';

/**
 * Executes each query of the tests by its plan and with graphql-js, and requires the same answer, in which fields
 * marked `@semanticNonNull` are null only beside an error. The statements of graphql-js do not count as statements of
 * the request.
 */
export function comparingExecutor(schema: GraphQLSchema): Pick<Executor, 'execute'> {
  const executor = new Executor(schema);
  const strict = withoutUnexplainedNulls(schema);
  return {
    async execute(execution) {
      const planned = await executor.execute(execution);
      const { sent, deadline } = execution.context as RequestContext;
      const isComparable =
        execution.operation?.operation === OperationTypeNode.QUERY && planned.data !== undefined;
      if (!isComparable) return planned;
      const { statements } = sent;
      const plain = await executeByGraphqlJs(strict, execution);
      sent.statements = statements;
      const unexplained = plain.errors?.find(({ originalError }) => originalError instanceof UnexplainedNull);
      if (unexplained !== undefined) throw unexplained;
      // A request that times out between the two executions has different errors.
      if (!deadline.isOver) assertSameResult(planned, plain);
      return planned;
    },
  };
}

class UnexplainedNull extends Error {
  constructor(type: string, field: string) {
    super(`${type}.${field} is null without an error.`);
  }
}

/** The schema, with a fault where a field marked `@semanticNonNull` resolves to null. */
export function withoutUnexplainedNulls(schema: GraphQLSchema): GraphQLSchema {
  const strict = mapSchema(schema, { [MapperKind.OBJECT_FIELD]: failOnNull });
  // Introspection lists the types in the order of the schema.
  const types = Object.keys(schema.getTypeMap()).flatMap((name) => strict.getType(name) ?? []);
  return new GraphQLSchema({ ...strict.toConfig(), types });
}

function failOnNull(
  field: GraphQLFieldConfig<unknown, unknown>,
  name: string,
  owner: string,
): GraphQLFieldConfig<unknown, unknown> {
  if (field.extensions?.['semanticNonNull'] !== true) return field;
  const resolve = field.resolve ?? defaultFieldResolver;
  const required = (value: unknown) => {
    if (value === null || value === undefined) throw new UnexplainedNull(owner, name);
    return value;
  };
  return {
    ...field,
    resolve: (...of) => {
      const value = resolve(...of);
      return value instanceof Promise ? value.then(required) : required(value);
    },
  };
}

export async function executeByGraphqlJs(
  schema: GraphQLSchema,
  { document, variables, operationName, context }: ExecutionRequest,
): Promise<ExecutionResult> {
  return execute({
    schema,
    document,
    variableValues: variables,
    operationName,
    contextValue: context,
  });
}

export function assertSameResult(planned: ExecutionResult, plain: ExecutionResult): void {
  // Comparing strings also compares the order of the fields.
  const [ours, theirs] = [comparable(planned), comparable(plain)];
  if (ours === theirs) return;
  throw new Error(`The executors answer differently:\n${ours.slice(0, 5000)}\n${theirs.slice(0, 5000)}`);
}

/**
 * A result as a string for comparison. If several values below a null failed, the specification lets a server report
 * any of their errors. Messages of internal errors differ, so they are not compared.
 */
function comparable({ data, errors = [], ...others }: ExecutionResult): string {
  const byPlace = new Map<string, unknown>();
  for (const error of errors) {
    const { path = [], locations, extensions } = error;
    const place = pathToNull(data, path);
    const isWhole = place.length === path.length;
    const isOurs = extensions['code'] !== undefined;
    byPlace.set(place.join('.'), isWhole ? { locations, message: isOurs ? error.message : 'fault' } : null);
  }
  return JSON.stringify({ data, errors: [...byPlace].sort(byKey), others });
}

function byKey([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}

function pathToNull(data: unknown, path: NonNullable<GraphQLError['path']>): readonly (string | number)[] {
  let value = data;
  for (const [length, key] of path.entries()) {
    if (value === null || value === undefined) return path.slice(0, length);
    value = (value as Record<string | number, unknown>)[key];
  }
  return path;
}
