import type { ApolloServerPlugin } from '@apollo/server';
import { hasFinishedCommand } from '../limits/limit-time';
import { JSON_TYPE, mediaTypeFor } from './media-type';

/**
 * Sets the status of refused requests as GraphQL over HTTP defines it. Clients that accept `application/json` treat any
 * status but 200 as a network error and ignore the body, so they get 200. Clients that accept
 * `application/graphql-response+json` get 400. A more specific status, such as 429, is kept for both.
 */
export function setRefusalStatus(): ApolloServerPlugin {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ operation, request, response }) {
          const type = mediaTypeFor(request.http?.headers.get('accept'));
          // Apollo refuses clients that accept neither type.
          if (type === null || response.body.kind !== 'single') return;
          response.http.headers.set('content-type', type);
          const { data } = response.body.singleResult;
          // A field error, such as that of a busy database, can have set another status.
          if (hasFinishedCommand(operation, data)) response.http.status = 200;
          const { status = 200 } = response.http;
          const isRefused = data === undefined;
          if (!isRefused || (status !== 200 && status !== 400)) return;
          const hasQuery = request.query !== undefined && request.query !== '';
          response.http.status = type === JSON_TYPE && hasQuery ? 200 : 400;
        },
      };
    },
  };
}
