import { performance } from 'node:perf_hooks';
import type { ApolloServerPlugin } from '@apollo/server';
import {
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { say } from '../messages';
import { countInWords } from '../messages/language';
import type { ReadVariables, RequestContext } from '../request/request-context';
import { costOf } from './cost-of';
import { LimitError } from './limit-error';
import { LIMITS } from './limits';
import { measureOperation, type Measures } from './measure-operation';
import type { RateLimiter } from './rate-limit';
import { readVariables, type Coerced } from './read-variables';
import { isWrongArgument } from './wrong-argument';

/** What is asked, when the operation is known. */
export interface OperationRequest {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

interface Measured {
  readonly read: ReadVariables;
  readonly cost: number;
}

/** Refuses what asks for too much, before any of it runs, and takes its cost from the caller's minute. */
export class OperationLimits {
  readonly #limiter: RateLimiter;
  readonly #measuresOf = remembered(measureOperation);
  readonly #knownCost = rememberedCosts();

  constructor(limiter: RateLimiter) {
    this.#limiter = limiter;
  }

  /** Reads the variables on the way. Their errors are no refusal: the execution returns them. */
  admit(asking: OperationRequest, context: RequestContext): Promise<ReadVariables> {
    return (context.stages.admission ??= this.#admit(asking, context));
  }

  async #admit(asking: OperationRequest, context: RequestContext): Promise<ReadVariables> {
    const { read, cost } = this.#timed(asking, context);
    if (read.coerced === undefined) return read;
    const { viewer, address, noted } = context;
    const spent = await this.#limiter.spend(cost, viewer, address);
    noted.cost = { ...spent, requested: cost + (noted.cost?.requested ?? 0) };
    return { ...read, cost };
  }

  #timed(asking: OperationRequest, context: RequestContext): Measured {
    const began = performance.now();
    try {
      return this.#measure(asking);
    } finally {
      context.worked(performance.now() - began);
    }
  }

  #measure(asking: OperationRequest): Measured {
    const { schema, document, operation, variables } = asking;
    if (operation.operation === OperationTypeNode.SUBSCRIPTION) throw noSubscription();
    const measures = this.#measuresOf(schema, document, operation);
    refuseExcess(measures);
    const read = readVariables(schema, operation, variables);
    const { coerced } = read;
    if (coerced === undefined) return { read, cost: 0 };
    const cost =
      costWithin(() => this.#knownCost(asking, coerced)) +
      (measures.introspectionDepth > 0 ? INTROSPECTION_COST : 0);
    return { read, cost };
  }
}

/** Acts when the operation is known: an error that is thrown earlier would be taken for a fault of the server. */
export function limitOperations(limits: OperationLimits): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request, contextValue }) {
          if (operation === undefined) return;
          const { variables = {}, operationName } = request;
          await limits.admit({ schema, document, operation, variables, operationName }, contextValue);
        },
        async willSendResponse({ response, contextValue }) {
          const { cost } = contextValue.noted;
          if (cost === undefined || response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          singleResult.extensions = { ...singleResult.extensions, cost };
        },
      };
    },
  };
}

/** Caches measures per operation. Apollo caches documents by text, so a repeated document is the same object. */
function remembered(measure: typeof measureOperation): typeof measureOperation {
  const known = new WeakMap<OperationDefinitionNode, Measures>();
  return (schema, document, operation) => {
    const measures = known.get(operation) ?? measure(schema, document, operation);
    known.set(operation, measures);
    return measures;
  };
}

/** Costs cached per document. */
const MAX_COSTS = 100;
/** A longer key takes more memory than its cost is worth, and is not cached. */
const MAX_KEY_CHARACTERS = 1000;
/** Maximum length of all cached keys. It bounds the memory that a stream of new documents can take. */
const MAX_CHARACTERS_OF_KEYS = 2_000_000;
/** Memory of a cache entry without its key, in characters. */
const CHARACTERS_OF_ENTRY = 100;

/**
 * What an operation costs depends on the numbers in its variables and on the lengths of their lists, not on texts. Only
 * what it declares is looked at: anybody may send along whatever fits into a body.
 */
function rememberedCosts(): (asking: OperationRequest, coerced: Coerced) => number {
  let known = new WeakMap<DocumentNode, Map<string, number>>();
  let characters = 0;
  const remember = (document: DocumentNode, key: string, cost: number) => {
    if (key.length > MAX_KEY_CHARACTERS) return;
    characters += key.length + CHARACTERS_OF_ENTRY;
    if (characters > MAX_CHARACTERS_OF_KEYS) {
      known = new WeakMap();
      characters = key.length + CHARACTERS_OF_ENTRY;
    }
    const costs = known.get(document) ?? new Map<string, number>();
    known.set(document, costs);
    if (costs.size >= MAX_COSTS) costs.clear();
    costs.set(key, cost);
  };
  return ({ schema, document, variables, operationName }, coerced) => {
    const withoutTexts = (_: string, value: unknown) => (typeof value === 'string' ? '' : value);
    const key = `${operationName ?? ''} ${JSON.stringify(coerced, withoutTexts)}`;
    const found = known.get(document)?.get(key);
    if (found !== undefined) return found;
    const cost = costOf(schema, document, variables, operationName);
    remember(document, key, cost);
    return cost;
  };
}

/** The whole schema is a large answer, whatever is asked of it. */
const INTROSPECTION_COST = 300;

/** Apollo would answer 500 for an error without a status. */
function asBadInput({ message }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
}

function noSubscription(): GraphQLError {
  return new GraphQLError(say('request.subscription'), {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}

function refuseExcess({ depth, introspectionDepth, aliases, nestedConnections, fields }: Measures): void {
  if (depth > LIMITS.depth)
    throw new LimitError('TOO_DEEP', say('limit.depth', { depth, most: LIMITS.depth }));
  if (introspectionDepth > LIMITS.introspectionDepth) {
    const values = { depth: introspectionDepth, most: LIMITS.introspectionDepth };
    throw new LimitError('INTROSPECTION_TOO_DEEP', say('limit.depth', values));
  }
  if (aliases > LIMITS.aliases) {
    throw new LimitError('TOO_MANY_ALIASES', say('limit.aliases', { aliases, most: LIMITS.aliases }));
  }
  if (nestedConnections > LIMITS.nestedConnections) {
    const values = { connections: nestedConnections, most: LIMITS.nestedConnections };
    throw new LimitError('TOO_MANY_CONNECTIONS', say('limit.connections', values));
  }
  refuseManyFields(fields);
}

function costWithin(cost: () => number): number {
  const points = measured(cost);
  if (points <= LIMITS.cost) return points;
  const most = countInWords(LIMITS.cost);
  // The estimator gives up on very large operations.
  const message = Number.isFinite(points)
    ? say('limit.cost', { cost: countInWords(points), most })
    : say('limit.cost.beyond', { most });
  throw new LimitError('TOO_EXPENSIVE', message);
}

/** An estimate visits each field, wherever its fragment is spread. */
function refuseManyFields(fields: number): void {
  if (fields <= LIMITS.fields) return;
  throw new LimitError('TOO_EXPENSIVE', say('limit.cost.beyond', { most: countInWords(LIMITS.cost) }));
}

/** The estimator gives up with an error on an operation that is too large even to be estimated. */
function measured(cost: () => number): number {
  try {
    return cost();
  } catch (error) {
    if (isWrongArgument(error)) throw asBadInput(error);
    if ((error as GraphQLError).message.includes('maximum allowed number of nodes')) return Infinity;
    throw error;
  }
}
