import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode, type OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../request/request-context';

export interface TimeLimits {
  readonly query: number;
  readonly mutation: number;
}

/**
 * Answers TIMED_OUT when the deadline of a request has passed. Database calls reject at the deadline, so the execution
 * ends immediately. A single error replaces the partial answer of a query. A mutation keeps the results of the commands
 * that were carried out, and each other command has an error.
 */
export function limitTime(seconds: TimeLimits): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, contextValue }) {
          const isLonger = isMutation(operation);
          contextValue.deadline.start(isLonger ? seconds.mutation : seconds.query, isLonger);
        },
        async willSendResponse({ operation, contextValue, response }) {
          const { deadline } = contextValue;
          deadline.stop();
          if (!deadline.isOver || response.body.kind !== 'single') return;
          const { data, errors = [] } = response.body.singleResult;
          const isOtherError = errors.some(({ extensions }) => extensions?.['code'] !== 'TIMED_OUT');
          const hasResult = Object.values(data ?? {}).some((result) => result !== null);
          if (isMutation(operation) && (hasResult || isOtherError)) return;
          contextValue.details.errorCode = 'TIMED_OUT';
          response.http.status = 504;
          response.body.singleResult = {
            errors: [{ message: deadline.error().message, extensions: { code: 'TIMED_OUT' } }],
          };
        },
      };
    },
  };
}

function isMutation(operation: OperationDefinitionNode | null | undefined): boolean {
  return operation?.operation === OperationTypeNode.MUTATION;
}
