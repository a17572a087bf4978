import { performance } from 'node:perf_hooks';
import type { ApolloServerPlugin } from '@apollo/server';
import {
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { sentence } from '../messages';
import type { RequestContext, RequestCost, VariablesResult } from '../request/request-context';
import { costOf } from './cost-of';
import { LimitError } from './limit-error';
import { LIMITS } from './limits';
import { measureOperation, type Measures } from './measure-operation';
import { RateLimited, type RateLimiter } from './rate-limit';
import { readVariables, type CoercedVariables } from './read-variables';
import { isWrongArgument } from './wrong-argument';

export interface OperationRequest {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

interface MeasuredOperation {
  readonly read: VariablesResult;
  readonly cost: number;
}

/** Refuses operations beyond the limits before they run, and charges the caller for their cost. */
export class OperationLimits {
  readonly #limiter: RateLimiter;
  readonly #measuresOf = cacheMeasures(measureOperation);
  readonly #costOf = cacheCosts();

  constructor(limiter: RateLimiter) {
    this.#limiter = limiter;
  }

  /** Invalid variables are not refused here: the execution reports them. */
  admit(request: OperationRequest, context: RequestContext): Promise<VariablesResult> {
    return (context.stages.admission ??= this.#admit(request, context));
  }

  async #admit(request: OperationRequest, context: RequestContext): Promise<VariablesResult> {
    const { read, cost } = this.#measureTimed(request, context);
    if (read.coerced === undefined) return read;
    const { viewer, address, details } = context;
    const spent = await this.#limiter.spend(cost, viewer, address);
    details.cost = { ...spent, requested: cost + (details.cost?.requested ?? 0) };
    return { ...read, cost };
  }

  #measureTimed(request: OperationRequest, context: RequestContext): MeasuredOperation {
    const startedAt = performance.now();
    try {
      return this.#measure(request);
    } finally {
      context.chargeTime(performance.now() - startedAt);
    }
  }

  #measure(request: OperationRequest): MeasuredOperation {
    const { schema, document, operation, variables } = request;
    if (operation.operation === OperationTypeNode.SUBSCRIPTION) throw new UnsupportedOperation();
    const measures = this.#measuresOf(schema, document, operation);
    checkMeasures(measures);
    const read = readVariables(schema, operation, variables);
    const { coerced } = read;
    if (coerced === undefined) return { read, cost: 0 };
    const cost =
      costWithinLimit(() => this.#costOf(request, coerced)) +
      (measures.introspectionDepth > 0 ? INTROSPECTION_COST : 0);
    return { read, cost };
  }
}

/** Uses `didResolveOperation`, because Apollo reports errors from earlier hooks as server faults. */
export function limitOperations(limits: OperationLimits): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      let refusedCost: RequestCost | undefined;
      return {
        async didResolveOperation({ schema, document, operation, request, contextValue }) {
          if (operation === undefined) return;
          const { variables = {}, operationName } = request;
          await limits.admit({ schema, document, operation, variables, operationName }, contextValue);
        },
        async didEncounterErrors({ errors }) {
          refusedCost = errors.find((error) => error instanceof RateLimited)?.cost;
        },
        async willSendResponse({ response, contextValue }) {
          // The log shows what was charged, and the answer the price that was refused.
          const cost = refusedCost ?? contextValue.details.cost;
          if (cost === undefined || response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          singleResult.extensions = { ...singleResult.extensions, cost };
        },
      };
    },
  };
}

/** Apollo caches documents by text, so a repeated document has the same operation object. */
function cacheMeasures(measure: typeof measureOperation): typeof measureOperation {
  const cache = new WeakMap<OperationDefinitionNode, Measures>();
  return (schema, document, operation) => {
    const measures = cache.get(operation) ?? measure(schema, document, operation);
    cache.set(operation, measures);
    return measures;
  };
}

/** Costs cached per document. */
const MAX_COSTS = 100;
const MAX_KEY_CHARACTERS = 1000;
/** Maximum total length of cached keys, which bounds the memory that a stream of new documents can take. */
const MAX_TOTAL_KEY_CHARACTERS = 2_000_000;
/** Memory of a cache entry in addition to its key, in characters. */
const CHARACTERS_PER_ENTRY = 100;

/**
 * Caches costs by document and variables. The key omits strings, because the cost depends only on numbers and list
 * lengths. It also omits undeclared variables, because callers can send any number of them.
 */
function cacheCosts(): (request: OperationRequest, coerced: CoercedVariables) => number {
  let cache = new WeakMap<DocumentNode, Map<string, number>>();
  let characters = 0;
  const cacheCost = (document: DocumentNode, key: string, cost: number) => {
    if (key.length > MAX_KEY_CHARACTERS) return;
    characters += key.length + CHARACTERS_PER_ENTRY;
    if (characters > MAX_TOTAL_KEY_CHARACTERS) {
      cache = new WeakMap();
      characters = key.length + CHARACTERS_PER_ENTRY;
    }
    const costs = cache.get(document) ?? new Map<string, number>();
    cache.set(document, costs);
    if (costs.size >= MAX_COSTS) costs.clear();
    costs.set(key, cost);
  };
  return ({ schema, document, variables, operationName }, coerced) => {
    const withoutStrings = (_: string, value: unknown) => (typeof value === 'string' ? '' : value);
    const key = `${operationName ?? ''} ${JSON.stringify(coerced, withoutStrings)}`;
    const cached = cache.get(document)?.get(key);
    if (cached !== undefined) return cached;
    const cost = costOf(schema, document, variables, operationName);
    cacheCost(document, key, cost);
    return cost;
  };
}

/** Added to the cost of every introspection query, because its answer is large. */
const INTROSPECTION_COST = 300;

/** Apollo responds with 500 to an error without a status. */
function toBadUserInput({ message }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
}

class UnsupportedOperation extends GraphQLError {
  readonly sentence = sentence('request.subscription');

  constructor() {
    super('request.subscription', { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
  }
}

function checkMeasures({ depth, introspectionDepth, aliases, fields, ...nested }: Measures): void {
  const { nestedConnections, nestedLists, occurrences } = nested;
  if (depth > LIMITS.depth)
    throw new LimitError('TOO_DEEP', sentence('limit.depth', { depth, max: LIMITS.depth }));
  if (introspectionDepth > LIMITS.introspectionDepth) {
    const values = { depth: introspectionDepth, max: LIMITS.introspectionDepth };
    throw new LimitError('INTROSPECTION_TOO_DEEP', sentence('limit.depth', values));
  }
  if (aliases > LIMITS.aliases) {
    throw new LimitError('TOO_MANY_ALIASES', sentence('limit.aliases', { aliases, max: LIMITS.aliases }));
  }
  if (nestedConnections > LIMITS.nestedConnections) {
    const values = { connections: nestedConnections, max: LIMITS.nestedConnections };
    throw new LimitError('TOO_MANY_CONNECTIONS', sentence('limit.connections', values));
  }
  if (nestedLists > LIMITS.nestedLists) {
    const values = { lists: nestedLists, max: LIMITS.nestedLists };
    throw new LimitError('TOO_DEEP', sentence('limit.lists', values));
  }
  for (const [type, count] of occurrences) {
    if (count > LIMITS.sameType)
      throw new LimitError(
        'TOO_DEEP',
        sentence('limit.sameType', { type, times: count, max: LIMITS.sameType }),
      );
  }
  refuseTooManyFields(fields);
}

function costWithinLimit(cost: () => number): number {
  const points = measureCost(cost);
  if (points <= LIMITS.cost) return points;
  const max = LIMITS.cost;
  const reason = Number.isFinite(points)
    ? sentence('limit.cost', { cost: points, max })
    : sentence('limit.cost.beyond', { max });
  throw new LimitError('TOO_EXPENSIVE', reason);
}

/** The cost estimate visits every field after fragment expansion. */
function refuseTooManyFields(fields: number): void {
  if (fields <= LIMITS.fields) return;
  throw new LimitError('TOO_EXPENSIVE', sentence('limit.cost.beyond', { max: LIMITS.cost }));
}

/** Returns Infinity for an operation that is too large to estimate. */
function measureCost(cost: () => number): number {
  try {
    return cost();
  } catch (error) {
    if (isWrongArgument(error)) throw toBadUserInput(error);
    if ((error as GraphQLError).message.includes('maximum allowed number of nodes')) return Infinity;
    throw error;
  }
}
