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
import { noteOperation } from './note-operation';
import { RecentDocuments } from './recent-documents';

export interface KnownDocuments<Context> {
  /** Null where a body is not known; otherwise what answers it, with a text, or null where Apollo must after all. */
  recognize(body: unknown): ((context: Context) => Promise<string | null>) | null;
}

/** For known queries. */
const MAX_BYTES = 20_000_000;

interface KnownQuery {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly name: string | undefined;
}

type Variables = Readonly<Record<string, unknown>>;

/** The body of a request, as it was read. */
type Body = Readonly<Record<'query' | 'variables' | 'operationName' | 'extensions', unknown>>;

/**
 * Queries that have gone well once and come again, as those of front ends and integrations do. Apollo has parsed and
 * validated them; what is left is to let them in, execute them and write the answer, which is done here without its
 * pipeline. Whatever is not quite usual goes Apollo's way, and so does what fails: it knows how to tell of errors.
 */
export class KnownQueries implements KnownDocuments<RequestContext> {
  readonly #schema: GraphQLSchema;
  readonly #limits: OperationLimits;
  readonly #answers: AnswerLimits;
  readonly #writer: AnswerWriter;
  readonly #executor: Pick<Executor, 'execute'>;
  readonly #queries = new RecentDocuments<KnownQuery>(MAX_BYTES);

  constructor(
    schema: GraphQLSchema,
    limits: OperationLimits,
    answers: AnswerLimits,
    writer: AnswerWriter,
    executor: Pick<Executor, 'execute'>,
  ) {
    this.#schema = schema;
    this.#limits = limits;
    this.#answers = answers;
    this.#writer = writer;
    this.#executor = executor;
  }

  /** A document that Apollo has found to be valid. */
  remember(text: string, document: DocumentNode): void {
    if (this.#queries.get(text) !== undefined) return;
    const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
    const [operation] = operations;
    if (operation?.operation !== OperationTypeNode.QUERY || operations.length > 1) return;
    this.#queries.set(text, { document, operation, name: operation.name?.value }, text.length);
  }

  recognize(body: unknown): ((context: RequestContext) => Promise<string | null>) | null {
    if (typeof body !== 'object' || body === null) return null;
    const { query, variables, operationName, extensions } = body as Body;
    const known = typeof query === 'string' ? this.#queries.get(query) : undefined;
    if (known === undefined || (extensions ?? null) !== null) return null;
    const isNamed = (operationName ?? '') === '' || operationName === known.name;
    const given = variables ?? {};
    if (!isNamed || typeof given !== 'object' || Array.isArray(given)) return null;
    return (context) => this.#answer(known, given as Variables, context);
  }

  async #answer(
    { document, operation }: KnownQuery,
    variables: Variables,
    context: RequestContext,
  ): Promise<string | null> {
    noteOperation(context.noted, operation);
    const asked = { document, operation, variables };
    // Apollo meets the same refusal, and shows it.
    const isAdmitted = await this.#limits
      .admit({ ...asked, schema: this.#schema, operationName: undefined }, context)
      .then(
        () => true,
        () => false,
      );
    if (!isAdmitted) return null;
    const result = await this.#executor.execute({ ...asked, operationName: null, context });
    // Apollo shows errors; it is given the same result.
    if (result.errors !== undefined || context.deadline.isOver) return null;
    context.deadline.stop();
    await this.#writer.prepare(result.data, context.stages.characters ?? 0, context.finish);
    const data = this.#writer.dataText(result.data);
    try {
      this.#answers.admit(Buffer.byteLength(data), context);
    } catch (error) {
      // Apollo asks again, and says why.
      if (error instanceof LimitError) return null;
      throw error;
    }
    return `{"data":${data},"extensions":{"cost":${JSON.stringify(context.noted.cost)}}}\n`;
  }
}
