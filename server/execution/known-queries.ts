import {
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { RequestContext } from '../request/request-context';
import type { Executor } from './executor';
import type { AnswerWriter } from './answer-writer';
import type { AnswerLimits } from '../limits/limit-answer';
import { LimitError } from '../limits/limit-error';
import type { OperationLimits } from '../limits/limit-operations';
import type { DeprecatedUses } from './deprecated-uses';
import { noteOperation } from './note-operation';
import { RecentDocuments } from './recent-documents';

export interface KnownDocuments<Context> {
  /**
   * Returns null for an unknown body. Otherwise returns a function that resolves to the answer, or to null to fall back
   * to Apollo.
   */
  recognize(body: unknown): ((context: Context) => Promise<string | null>) | null;
}

const MAX_CACHE_BYTES = 20_000_000;

interface KnownQuery {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly name: string | undefined;
}

type Variables = Readonly<Record<string, unknown>>;

type RequestBody = Readonly<Record<'query' | 'variables' | 'operationName' | 'extensions', unknown>>;

/**
 * Answers repeated queries, such as those of front ends, without Apollo's pipeline. Apollo has parsed and validated
 * them before, so they only need admission, execution and serialization. Unusual requests and all errors fall back to
 * Apollo.
 */
export class KnownQueries implements KnownDocuments<RequestContext> {
  readonly #schema: GraphQLSchema;
  readonly #limits: OperationLimits;
  readonly #answers: AnswerLimits;
  readonly #writer: AnswerWriter;
  readonly #executor: Pick<Executor, 'execute'>;
  readonly #deprecated: DeprecatedUses;
  readonly #queries = new RecentDocuments<KnownQuery>(MAX_CACHE_BYTES);

  constructor(
    schema: GraphQLSchema,
    limits: OperationLimits,
    answers: AnswerLimits,
    writer: AnswerWriter,
    executor: Pick<Executor, 'execute'>,
    deprecated: DeprecatedUses,
  ) {
    this.#schema = schema;
    this.#limits = limits;
    this.#answers = answers;
    this.#writer = writer;
    this.#executor = executor;
    this.#deprecated = deprecated;
  }

  remember(text: string, document: DocumentNode): void {
    if (this.#queries.get(text) !== undefined) return;
    const operations = document.definitions.filter(
      (definition) => definition.kind === Kind.OPERATION_DEFINITION,
    );
    const [operation] = operations;
    if (operation?.operation !== OperationTypeNode.QUERY || operations.length > 1) return;
    this.#queries.set(text, { document, operation, name: operation.name?.value }, text.length);
  }

  recognize(body: unknown): ((context: RequestContext) => Promise<string | null>) | null {
    if (typeof body !== 'object' || body === null) return null;
    const { query, variables, operationName, extensions } = body as RequestBody;
    const cached = typeof query === 'string' ? this.#queries.get(query) : undefined;
    if (cached === undefined || (extensions ?? null) !== null) return null;
    const isNamed = (operationName ?? '') === '' || operationName === cached.name;
    const variableValues = variables ?? {};
    if (!isNamed || typeof variableValues !== 'object' || Array.isArray(variableValues)) return null;
    return (context) => this.#answer(cached, variableValues as Variables, context);
  }

  async #answer(
    { document, operation }: KnownQuery,
    variables: Variables,
    context: RequestContext,
  ): Promise<string | null> {
    noteOperation(context.details, operation);
    context.details.deprecatedUses = this.#deprecated.usesOf(document, operation, variables);
    const request = { document, operation, variables };
    // Apollo gets the same refusal from the context and reports it.
    const isAdmitted = await this.#limits
      .admit({ ...request, schema: this.#schema, operationName: undefined }, context)
      .then(
        () => true,
        () => false,
      );
    if (!isAdmitted) return null;
    const result = await this.#executor.execute({ ...request, operationName: null, context });
    if (result.errors !== undefined || context.deadline.isOver) return null;
    context.deadline.stop();
    await this.#writer.prepare(result.data, context.stages.characters ?? 0, context.finish);
    const data = this.#writer.dataText(result.data);
    try {
      this.#answers.admit(Buffer.byteLength(data), context);
    } catch (error) {
      // Apollo checks the limit again and reports the refusal.
      if (error instanceof LimitError) return null;
      throw error;
    }
    return `{"data":${data},"extensions":{"cost":${JSON.stringify(context.details.cost)}}}\n`;
  }
}
