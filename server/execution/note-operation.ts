import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import type { RequestDetails, RequestContext } from '../request/request-context';

export function noteOperations(): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, contextValue }) {
          noteOperation(contextValue.details, operation);
        },
      };
    },
  };
}

export function noteOperation(details: RequestDetails, operation: OperationDefinitionNode | undefined): void {
  details.operationName = (operation?.name?.value ?? '').slice(0, MAX_NAME_LENGTH);
  details.operationType = operation?.operation ?? '';
}

/** Callers choose operation names, so the length of names in the log is limited. */
const MAX_NAME_LENGTH = 100;
