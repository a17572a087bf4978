import type { Logger } from 'pino';
import type { RequestDetails } from '../request/request-context';

export interface CompletedRequest extends RequestDetails {
  readonly requestId: string;
  /** The kind of the viewer; null when authentication failed. */
  readonly viewer: string | null;
  readonly status: number;
  readonly milliseconds: number;
  readonly statements: number;
}

/** Omits variables, arguments and headers, because they can contain personal data or secrets. */
export function logRequest(log: Logger, request: CompletedRequest): void {
  const { requestId, viewer, operationName, operationType, errorCode, cost, status, statements } = request;
  log.info(
    {
      requestId,
      viewer,
      operation: operationName,
      type: operationType,
      status,
      error: errorCode,
      ms: Math.round(request.milliseconds * 10) / 10,
      statements,
      cost: cost?.requested,
    },
    'request',
  );
}
