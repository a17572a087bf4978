import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  execute,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Noted, RequestContext } from '../request/request-context';
import { compileOperation, type OperationPlan } from './compile-operation';
import { executePlan } from './execute-plan';
import type { AnswerLimits } from './limit-answer';
import { readVariables } from './read-variables';
import { isWrongArgument } from './wrong-argument';

export interface Execution {
  readonly document: DocumentNode;
  /** Absent where the request names one that the document does not have: graphql-js says so. */
  readonly operation: OperationDefinitionNode | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
  /** The values of the variables, if they are known already. */
  readonly coerced?: Readonly<Record<string, unknown>>;
  readonly context: Pick<RequestContext, 'noted' | 'select'>;
}

/**
 * Of all plans together, each of about 250 bytes. A plan has a field for each type that an interface may stand for, so it
 * may take much more memory than its document, by which Apollo bounds what it keeps.
 */
const MAX_FIELDS = 200_000;

/**
 * Executes operations: queries by a plan that is made once for each document, as long as nothing goes wrong in them,
 * and everything else by graphql-js. Both give the same answers; the plan gives them sooner.
 */
export class Executor {
  readonly #schema: GraphQLSchema;
  /** Apollo keeps documents by their text and forgets the oldest; their plans go with them. */
  #plans = new WeakMap<OperationDefinitionNode, OperationPlan | null>();
  /** Fields of all plans that are kept. */
  #fields = 0;
  /** Requests whose plan has failed, which it would again. What is noted of a request stays the same object all along. */
  readonly #failed = new WeakSet<Noted>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  async execute(execution: Execution): Promise<ExecutionResult> {
    return (await this.executePlanned(execution)) ?? this.executePlainly(execution);
  }

  /** Null where there is no such operation, no plan for it, or something went wrong. */
  async executePlanned(execution: Execution): Promise<ExecutionResult | null> {
    const { document, operation, variables, context } = execution;
    if (operation?.operation !== OperationTypeNode.QUERY || this.#failed.has(context.noted)) return null;
    const plan = this.#planOf(document, operation);
    if (plan === null) return null;
    const { coerced = readVariables(this.#schema, operation, variables).coerced } = execution;
    if (coerced === undefined) return null;
    context.select(plan.selection);
    try {
      return { data: (await executePlan(plan, context, coerced)) as Record<string, unknown> };
    } catch {
      // Whatever it was happens again in graphql-js, which tells of it with its place.
      this.#failed.add(context.noted);
      return null;
    }
  }

  async executePlainly({
    document,
    operation,
    variables,
    operationName,
    context,
  }: Execution): Promise<ExecutionResult> {
    const { errors } = operation ? readVariables(this.#schema, operation, variables) : {};
    if (errors !== undefined) return { errors };
    try {
      return await execute({
        schema: this.#schema,
        document,
        variableValues: variables,
        operationName,
        contextValue: context,
      });
    } catch (error) {
      // graphql-js throws errors in the arguments of directives.
      if (isWrongArgument(error)) return { errors: [error] };
      throw error;
    }
  }

  #planOf(document: DocumentNode, operation: OperationDefinitionNode): OperationPlan | null {
    let plan = this.#plans.get(operation);
    if (plan === undefined) {
      plan = compileOperation(this.#schema, document, operation);
      this.#keep(operation, plan);
    }
    return plan;
  }

  #keep(operation: OperationDefinitionNode, plan: OperationPlan | null): void {
    const fields = plan?.places ?? 0;
    this.#fields += fields;
    if (this.#fields > MAX_FIELDS) {
      this.#plans = new WeakMap();
      this.#fields = fields;
    }
    this.#plans.set(operation, plan);
  }
}

type Gateway = ApolloServerOptionsWithGateway<RequestContext>['gateway'];

/**
 * Apollo lets its executor be replaced only by what it calls a gateway. `onExecuted` hears of each document that has
 * been executed without an error.
 */
export function asGateway(
  schema: GraphQLSchema,
  executor: Pick<Executor, 'execute'>,
  answers: AnswerLimits,
  onExecuted: (text: string, document: DocumentNode) => void,
): Gateway {
  return {
    async load() {
      return {
        async executor({ document, operation, request, context }) {
          // The name that was asked for: the context's is that of the operation which was found, so null for a wrong one.
          const { query, variables = {}, operationName = null } = request;
          const asked = { document, operation, variables, operationName };
          // What Apollo calls a gateway is not told of which type its contexts are.
          const own = context as RequestContext;
          const result = await executor.execute({ ...asked, context: own });
          const refusal = answers.refusalOf(result, operation?.operation, own);
          if (refusal !== null) return { errors: [refusal] };
          if (query !== undefined && result.errors === undefined) onExecuted(query, document);
          return result;
        },
      };
    },
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    async stop() {},
  };
}
