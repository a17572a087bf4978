import { performance } from 'node:perf_hooks';
import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../request/request-context';

/** Lets the caller pay for parsing and validating a document, which a short one may make long. */
export function chargeForChecking(): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ contextValue }) {
      const timed = async () => {
        const began = performance.now();
        return async () => contextValue.worked(performance.now() - began);
      };
      return { parsingDidStart: timed, validationDidStart: timed };
    },
  };
}
