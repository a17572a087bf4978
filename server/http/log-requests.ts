import type { Logger } from 'pino';
import type { Noted } from '../request/request-context';

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
