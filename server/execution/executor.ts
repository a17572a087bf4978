import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  execute,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { RequestContext } from '../request/request-context';
import { compileOperation, type OperationPlan } from './compile-operation';
import { executePlan } from './execute-plan';
import type { AnswerWriter } from './answer-writer';
import type { AnswerLimits } from '../limits/limit-answer';
import { readVariables, type CoercedVariables } from '../limits/read-variables';
import { isWrongArgument } from '../limits/wrong-argument';

export interface ExecutionRequest {
  readonly document: DocumentNode;
  /** Undefined when the document has no operation with the requested name. */
  readonly operation: OperationDefinitionNode | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
  readonly context: Pick<RequestContext, 'stages' | 'select' | 'pacer' | 'reserveRows'>;
}

/** A row with a string of up to 10,000 characters counts as this many ordinary rows. */
const LONG_TEXT_FACTOR = 10;

/**
 * Maximum total number of fields in cached plans, at about 250 bytes each. Apollo bounds its cache by document size,
 * but a plan can be much larger: it repeats the fields of an interface for each possible type.
 */
const MAX_FIELDS = 200_000;

/** Executes operations with cached plans. Each request is executed only once, even if it falls back to Apollo. */
export class Executor {
  readonly #schema: GraphQLSchema;
  /** Keyed weakly: a plan is dropped when Apollo evicts its document. */
  #plans = new WeakMap<OperationDefinitionNode, OperationPlan>();
  #fieldCount = 0;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  execute(execution: ExecutionRequest): Promise<ExecutionResult> {
    return (execution.context.stages.execution ??= this.#execute(execution));
  }

  async #execute({
    document,
    operation,
    variables,
    operationName,
    context,
  }: ExecutionRequest): Promise<ExecutionResult> {
    const schema = this.#schema;
    // graphql-js reports the unknown operation name.
    if (operation === undefined) return execute({ schema, document, operationName });
    // The conformance tests mount GraphQL without admission.
    const read = (await context.stages.admission) ?? readVariables(schema, operation, variables);
    if (read.coerced === undefined) return { errors: read.errors };
    const { coerced } = read;
    try {
      const plan = this.#planOf(document, operation, coerced);
      context.select(plan.selection);
      await context.reserveRows((read.cost ?? 0) * (plan.hasLongTexts ? LONG_TEXT_FACTOR : 1));
      const { result, characters } = await executePlan(plan, context, coerced);
      context.stages.characters = characters;
      return result;
    } catch (error) {
      // For example, an invalid argument of @include.
      if (isWrongArgument(error)) return { errors: [error] };
      throw error;
    }
  }

  #planOf(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: CoercedVariables,
  ): OperationPlan {
    const cached = this.#plans.get(operation);
    if (cached !== undefined) return cached;
    const plan = compileOperation(this.#schema, document, operation, variables);
    if (!plan.isConditional) this.#cache(operation, plan);
    return plan;
  }

  #cache(operation: OperationDefinitionNode, plan: OperationPlan): void {
    this.#fieldCount += plan.fieldCount;
    if (this.#fieldCount > MAX_FIELDS) {
      this.#plans = new WeakMap();
      this.#fieldCount = plan.fieldCount;
    }
    this.#plans.set(operation, plan);
  }
}

type Gateway = ApolloServerOptionsWithGateway<RequestContext>['gateway'];

/**
 * Apollo accepts a custom executor only as part of a gateway. `onExecuted` is called for each document that has been
 * executed without errors.
 */
export function createGateway(
  schema: GraphQLSchema,
  executor: Pick<Executor, 'execute'>,
  answers: AnswerLimits,
  writer: AnswerWriter,
  onExecuted: (text: string, document: DocumentNode) => void,
): Gateway {
  return {
    async load() {
      return {
        async executor({ document, operation, request, context }) {
          // This is the requested name. Apollo's context has the name of the selected operation, which is null if the
          // requested name is unknown.
          const { query, variables = {}, operationName = null } = request;
          const execution = { document, operation, variables, operationName };
          // Apollo's gateway type does not carry the context type.
          const requestContext = context as RequestContext;
          const result = await executor.execute({ ...execution, context: requestContext });
          await writer.prepare(result.data, requestContext.stages.characters ?? 0, requestContext.finish);
          const refusal = answers.refusalOf(result, operation?.operation, requestContext);
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
