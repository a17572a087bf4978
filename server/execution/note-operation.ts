import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import type { Noted, RequestContext } from '../request/request-context';

/** Remembers what was asked, for the line that the log gets when the request ends. */
export function noteOperations(): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, contextValue }) {
          noteOperation(contextValue.noted, operation);
        },
      };
    },
  };
}

export function noteOperation(noted: Noted, operation: OperationDefinitionNode | undefined): void {
  noted.operationName = (operation?.name?.value ?? '').slice(0, MAX_NAME_LENGTH);
  noted.operationType = operation?.operation ?? '';
}

/** Callers choose the name, and it is written into the log. */
const MAX_NAME_LENGTH = 100;
