import type { ApolloServerPlugin } from '@apollo/server';
import { getVariableValues, GraphQLError, OperationTypeNode } from 'graphql';
import { say } from '../messages';
import type { RequestContext } from '../request/request-context';
import { costOf } from './cost-of';
import { LimitError } from './limit-error';
import { LIMITS } from './limits';
import { measureOperation, type Measures } from './measure-operation';
import type { RateLimiter } from './rate-limit';

/**
 * Refuses what asks for too much, before any of it runs, and takes its cost from the caller's minute. It acts
 * when the operation is known: an error that is thrown earlier would be taken for a fault of the server.
 */
export function limitOperations(limiter: RateLimiter): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request, contextValue }) {
          if (operation === undefined) return;
          if (operation.operation === OperationTypeNode.SUBSCRIPTION) throw noSubscription();
          const measures = measureOperation(schema, document, operation);
          refuseExcess(measures);
          const variables = request.variables ?? {};
          // Wrong variables are refused by the execution itself, which says what is wrong with each.
          if (getVariableValues(schema, operation.variableDefinitions ?? [], variables).errors !== undefined)
            return;
          const cost =
            costWithin(() => costOf(schema, document, variables, request.operationName)) +
            (measures.introspectionDepth > 0 ? INTROSPECTION_COST : 0);
          const { viewer, address, noted } = contextValue;
          const spent = await limiter.spend(cost, viewer, address);
          noted.cost = { ...spent, requested: cost + (noted.cost?.requested ?? 0) };
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

/** The whole schema is a large answer, whatever is asked of it. */
const INTROSPECTION_COST = 300;

function noSubscription(): GraphQLError {
  return new GraphQLError(say('request.subscription'), {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}

function refuseExcess({ depth, introspectionDepth, aliases, nestedConnections }: Measures): void {
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
}

function costWithin(cost: () => number): number {
  const points = measured(cost);
  if (points <= LIMITS.cost) return points;
  throw new LimitError('TOO_EXPENSIVE', say('limit.cost', { cost: points, most: LIMITS.cost }));
}

/** The estimator gives up with an error on an operation that is too large even to be estimated. */
function measured(cost: () => number): number {
  try {
    return cost();
  } catch (error) {
    if ((error as GraphQLError).message.includes('maximum allowed number of nodes')) return Infinity;
    throw error;
  }
}
