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
import { readVariables, type Coerced } from '../limits/read-variables';
import { isWrongArgument } from '../limits/wrong-argument';

export interface Execution {
  readonly document: DocumentNode;
  /** Absent where the request names an operation that the document does not have. */
  readonly operation: OperationDefinitionNode | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
  readonly context: Pick<RequestContext, 'stages' | 'select' | 'pace' | 'holdRows'>;
}

/** A row with a text of up to 10,000 characters takes the memory of this number of ordinary rows. */
const LONG_TEXT = 10;

/**
 * Maximum number of fields of all plans that are kept, each of about 250 bytes. A plan has a field for each type that an
 * interface may stand for, so it may take much more memory than its document, by which Apollo bounds what it keeps.
 */
const MAX_FIELDS = 200_000;

/** Executes operations by plans. A plan is compiled once per document, and a request is executed once. */
export class Executor {
  readonly #schema: GraphQLSchema;
  /** Apollo keeps documents by their text and forgets the oldest; their plans go with them. */
  #plans = new WeakMap<OperationDefinitionNode, OperationPlan>();
  /** Fields of all plans that are kept. */
  #fields = 0;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  execute(execution: Execution): Promise<ExecutionResult> {
    return (execution.context.stages.execution ??= this.#execute(execution));
  }

  async #execute({
    document,
    operation,
    variables,
    operationName,
    context,
  }: Execution): Promise<ExecutionResult> {
    const schema = this.#schema;
    // graphql-js reports the unknown name.
    if (operation === undefined) return execute({ schema, document, operationName });
    // Mounted alone, as for conformance, nothing is admitted.
    const read = (await context.stages.admission) ?? readVariables(schema, operation, variables);
    if (read.coerced === undefined) return { errors: read.errors };
    const { coerced } = read;
    try {
      const plan = this.#planOf(document, operation, coerced);
      context.select(plan.selection);
      await context.holdRows((read.cost ?? 0) * (plan.hasLongTexts ? LONG_TEXT : 1));
      const { result, characters } = await executePlan(plan, context, coerced);
      context.stages.characters = characters;
      return result;
    } catch (error) {
      // The arguments of directives may be wrong.
      if (isWrongArgument(error)) return { errors: [error] };
      throw error;
    }
  }

  #planOf(document: DocumentNode, operation: OperationDefinitionNode, variables: Coerced): OperationPlan {
    const known = this.#plans.get(operation);
    if (known !== undefined) return known;
    const plan = compileOperation(this.#schema, document, operation, variables);
    if (!plan.isConditional) this.#keep(operation, plan);
    return plan;
  }

  #keep(operation: OperationDefinitionNode, plan: OperationPlan): void {
    this.#fields += plan.places;
    if (this.#fields > MAX_FIELDS) {
      this.#plans = new WeakMap();
      this.#fields = plan.places;
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
  writer: AnswerWriter,
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
          await writer.prepare(result.data, own.stages.characters ?? 0, own.finish);
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
