import type { ApolloServerPlugin } from '@apollo/server';
import { JSON_TYPE, mediaTypeFor } from './media-type';

/**
 * Sets the status of refused requests as GraphQL over HTTP defines it. Clients of `application/json` take any status
 * but 200 for a network error and ignore the body, so they get 200. Clients of `application/graphql-response+json`
 * get 400. A more specific status, such as 429, stays for both.
 */
export function answerJsonClientsWith200(): ApolloServerPlugin {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ request, response }) {
          const type = mediaTypeFor(request.http?.headers.get('accept'));
          // Apollo refuses clients that accept neither type.
          if (type === null || response.body.kind !== 'single') return;
          response.http.headers.set('content-type', type);
          const { status = 200 } = response.http;
          const isRefused = response.body.singleResult.data === undefined;
          if (!isRefused || (status !== 200 && status !== 400)) return;
          const hasQuery = request.query !== undefined && request.query !== '';
          response.http.status = type === JSON_TYPE && hasQuery ? 200 : 400;
        },
      };
    },
  };
}
