import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import type { DeprecatedUses } from './deprecated-uses';
import type { RequestDetails, RequestContext } from '../request/request-context';

export function noteOperations(deprecated: DeprecatedUses): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, request, contextValue: { details } }) {
          noteOperation(details, operation);
          if (operation)
            details.deprecatedUses = deprecated.usesOf(document, operation, request.variables ?? {});
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
