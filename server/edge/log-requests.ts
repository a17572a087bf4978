import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
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
  noted.operationName = (operation?.name?.value ?? '').slice(0, NAME_MOST);
  noted.operationType = operation?.operation ?? '';
}

/** Callers choose the name, and it is written into the log. */
const NAME_MOST = 100;

export interface Ended extends Noted {
  readonly requestId: string;
  /** What kind of caller it was; null where the credentials did not hold. */
  readonly viewer: string | null;
  readonly status: number;
  readonly milliseconds: number;
  readonly statements: number;
}

/** One line a request. Variables, arguments and headers carry people's data and secrets, so none is logged. */
export function logRequest(log: Logger, ended: Ended): void {
  const { requestId, viewer, operationName, operationType, errorCode, cost, status, statements } = ended;
  log.info(
    {
      requestId,
      viewer,
      operation: operationName,
      type: operationType,
      status,
      error: errorCode,
      ms: Math.round(ended.milliseconds * 10) / 10,
      statements,
      cost: cost?.requested,
    },
    'request',
  );
}
